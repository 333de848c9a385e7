import { outputShapeOf } from "../../../core/model/layer-shape.ts";
import { type Layer, type LayerId, type Model, type Shape, type Tensor, weightsOf } from "../../../core/model/model.ts";
import { outputShapes } from "../../../core/model/shapes.ts";
import { invalidModel } from "../json-fields.ts";
import type { Architecture, ArchitectureLayer, LayerSettings, WeightKey, WeightSource } from "./architecture.ts";
import { floatsOf, type StateDict } from "./state-tensor.ts";
import type { WeightHome } from "./torch-origin.ts";
import { fromFile, type Placed } from "./weight-layout.ts";

/** A model made of an architecture and a state_dict. */
export interface Filled {
  readonly model: Model;
  readonly homes: readonly WeightHome[];
  /** Names of tensors with floats that no layer took. */
  readonly unused: readonly string[];
}

function rowsOf({ key, rows }: WeightKey, tensor: Tensor): Tensor {
  if (rows === undefined) return tensor;
  const [from, to] = rows;
  const [length = 0, ...rest] = tensor.shape;
  if (to > length)
    throw invalidModel(key, `The layer JSON takes rows ${from} to ${to} of "${key}", which has ${length}.`);
  const step = rest.reduce((product, n) => product * n, 1);
  return { shape: [to - from, ...rest], values: tensor.values.slice(from * step, to * step) };
}

/** Two biases as one: summed, or, for a GRU that resets behind its matrix, one above the other. */
function joined(where: string, settings: LayerSettings, first: Tensor, second: Tensor): Tensor {
  if (first.shape.join() !== second.shape.join() || first.shape.length !== 1)
    throw invalidModel(where, `The two biases of ${where} have different shapes.`);
  if (settings.kind === "recurrent" && settings.cell === "gru") {
    if (settings.resetAfter !== true)
      throw invalidModel(
        where,
        `A GRU with two biases resets behind its matrix: "resetAfter": true was expected at ${where}.`,
      );
    const values = new Float32Array(2 * first.values.length);
    values.set(first.values);
    values.set(second.values, first.values.length);
    return { shape: [2, ...first.shape], values };
  }
  return { shape: first.shape, values: first.values.map((value, i) => value + (second.values[i] ?? 0)) };
}

/** How the weight of a layer lies in the file. */
export function placedOf(
  settings: LayerSettings,
  weight: string,
  { axes }: Pick<WeightKey, "axes">,
  layout: Architecture["layout"],
): Placed {
  return {
    kind: settings.kind,
    weight,
    layout,
    ...(settings.kind === "recurrent" ? { cell: settings.cell } : {}),
    ...(axes === undefined ? {} : { axes }),
  };
}

function weightFrom(
  { settings }: ArchitectureLayer,
  weight: string,
  source: WeightSource,
  layout: Architecture["layout"],
  channels: number,
  state: StateDict,
): Tensor {
  const where = `layer "${settings.id}", ${weight}`;
  const parts = source.map((key) => {
    const stored = state.get(key.key);
    if (stored === undefined)
      throw invalidModel(where, `The weights hold no tensor "${key.key}", which the ${where} is said to be.`);
    return rowsOf(key, { shape: stored.shape, values: floatsOf(stored) });
  });
  const [first, second] = parts;
  const [key] = source;
  if (first === undefined || key === undefined) throw invalidModel(where, `The ${where} names no tensor.`);
  const whole = second === undefined ? first : joined(where, settings, first, second);
  const tensor = fromFile(placedOf(settings, weight, key, layout), whole, channels);
  if (tensor !== null) return tensor;
  throw invalidModel(
    where,
    `The tensor "${key.key}" of shape ${first.shape.join(" x ") || "one number"} does not fit the ${where} of kind ${settings.kind}.`,
  );
}

/**
 * The model of an architecture with the weights of a state_dict.
 * @throws FailureError model-invalid where a tensor is absent, has another shape than its layer needs, or holds NaN;
 * model-unsupported for a weight that is not stored in floats
 */
export function fillArchitecture(architecture: Architecture, state: StateDict): Filled {
  const shapes = new Map<LayerId, Shape>();
  const homes: WeightHome[] = [];
  const layers = architecture.layers.map((described): Layer => {
    const { settings, weights } = described;
    const inputs = settings.inputs.map((id) => {
      const shape = shapes.get(id);
      if (shape !== undefined) return shape;
      throw invalidModel(
        `layer "${settings.id}"`,
        `The layer "${settings.id}" reads "${id}", which does not stand before it.`,
      );
    });
    const channels = inputs[0]?.at(-1) ?? 0;
    const filled = Object.entries(weights).map(([weight, source]) => {
      homes.push({ layer: settings.id, weight, source });
      return [weight, weightFrom(described, weight, source, architecture.layout, channels, state)] as const;
    });
    const layer = (filled.length === 0 ? settings : { ...settings, weights: Object.fromEntries(filled) }) as Layer;
    const whole =
      "weights" in layer || !needsWeights(settings) ? layer : ({ ...settings, weights: {} } as unknown as Layer);
    shapes.set(settings.id, outputShapeOf(whole, inputs));
    return whole;
  });
  const model: Model = { name: architecture.name, layers, output: architecture.output };
  outputShapes(model);
  const used = new Set(homes.flatMap(({ source }) => source.map(({ key }) => key)));
  const unused = [...state.values()]
    .filter(({ name, type }) => !used.has(name) && type.includes("F"))
    .map(({ name }) => name);
  return { model, homes, unused };
}

/** Kinds whose weights are all optional still have a place for them. */
const needsWeights = ({ kind }: LayerSettings): boolean =>
  kind === "layer-norm" || kind === "group-norm" || kind === "affine";

/** Layers of a model without their weights, and where each weight stands. */
export function architectureOf(
  model: Model,
  layout: Architecture["layout"],
  sourceOf: (layer: Layer, weight: string) => WeightSource,
): Architecture {
  const layers = model.layers.map((layer): ArchitectureLayer => {
    const { weights: _, ...settings } = { weights: {}, ...layer };
    const named = Object.keys(weightsOf(layer)).map((weight) => [weight, sourceOf(layer, weight)] as const);
    return { settings: settings as LayerSettings, weights: Object.fromEntries(named) };
  });
  return { name: model.name, layout, layers, output: model.output };
}
