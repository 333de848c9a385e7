import type { Activation, Layer } from "../../../core/model/model.ts";
import type { RecurrentLayer } from "../../../core/model/sequence-layers.ts";
import { countOf, fieldOf, isObject, type JsonObject, objectOf, textOf } from "../json-fields.ts";
import { type LayerClass, type LayerContext, unsupportedLayer } from "./layer-context.ts";
import { readActivation } from "./tfjs-activations.ts";
import { checkKernel, withBias } from "./tfjs-weighted-classes.ts";

type Cell = RecurrentLayer["cell"];

const cells: ReadonlyMap<string, Cell> = new Map<string, Cell>([
  ["LSTM", "lstm"],
  ["GRU", "gru"],
  ["SimpleRNN", "simple"],
]);

const gates: Readonly<Record<Cell, number>> = { lstm: 4, gru: 3, simple: 1 };

const slots = withBias("kernel", "recurrent");

/** One recurrent layer by its own config, which is the layer's or, in a Bidirectional, that of one direction. */
function decodeCell(context: LayerContext, cell: Cell, config: JsonObject, prefix: string): RecurrentLayer {
  const { id, inputs, mask, where, keras3 } = context;
  if (inputs.length !== 1)
    throw unsupportedLayer(context, "is handed its first state by other layers, which Quorum does not compute");
  for (const [key, what] of [
    ["return_state", "hands out its state"],
    ["stateful", "keeps its state from one batch to the next"],
    ["time_major", "reads steps before examples (time_major)"],
  ] as const)
    if (fieldOf(config, key) === true) throw unsupportedLayer(context, `${what}, which Quorum does not compute`);
  if (mask === "unclear") throw unsupportedLayer(context, "reads a mask that Quorum cannot follow to its source");
  const activation = (key: string, otherwise: string): Activation =>
    readActivation(fieldOf(config, key) ?? otherwise, `${where}, ${key}`, keras3);
  const units = countOf(fieldOf(config, "units"), `${where}, units`);
  const kernel = context.weight(`${prefix}kernel`);
  const recurrent = context.weight(`${prefix}recurrent`);
  checkKernel(context, kernel, [-1, gates[cell] * units]);
  checkKernel(context, recurrent, [units, gates[cell] * units]);
  const bias = fieldOf(config, "use_bias") === false ? {} : { bias: context.weight(`${prefix}bias`) };
  // Keras 2 left the key out where the GRU resets before; a bias of two rows settles it
  const resetAfter = cell === "gru" && (fieldOf(config, "reset_after") ?? bias.bias?.shape.length === 2) === true;
  return {
    kind: "recurrent",
    id,
    inputs: mask === null ? inputs : [...inputs, mask],
    cell,
    activation: activation("activation", "tanh"),
    recurrentActivation: cell === "simple" ? { name: "linear" } : activation("recurrent_activation", "sigmoid"),
    sequences: fieldOf(config, "return_sequences") === true,
    backwards: fieldOf(config, "go_backwards") === true,
    ...(cell === "gru" ? { resetAfter } : {}),
    weights: { kernel, recurrent, ...bias },
  };
}

/** Whether masked steps give zeros; they repeat the step before them otherwise. */
const givesZeros = (config: JsonObject): boolean => fieldOf(config, "zero_output_for_mask") === true;

/**
 * The layers with masked steps zeroed behind the last of them, which leaves its id to that.
 * @throws FailureError model-unsupported where only the last step is handed out: it may be zero itself
 */
function withZeros(context: LayerContext, layers: readonly Layer[], config: JsonObject): readonly Layer[] {
  const { id, mask } = context;
  const last = layers.at(-1);
  if (!givesZeros(config) || mask === null || mask === "unclear" || last === undefined) return layers;
  if (fieldOf(config, "return_sequences") !== true)
    throw unsupportedLayer(
      context,
      "gives zeros where its last step is masked (zero_output_for_mask), which Quorum does not compute",
    );
  const all = `${id}/all`;
  const zeroed: Layer = { kind: "merge", operation: "multiply", id, inputs: [all, mask] };
  return [...layers.slice(0, -1), { ...last, id: all }, zeroed];
}

/** Keras hands backward sequences out as they were computed, last step first; Quorum in the order of the steps. */
function refuseReversed(context: LayerContext, layer: RecurrentLayer): RecurrentLayer {
  if (layer.backwards && layer.sequences)
    throw unsupportedLayer(context, "hands out its steps in reverse (go_backwards), which Quorum does not compute");
  return layer;
}

const cellClass = (cell: Cell): LayerClass => ({
  weights: slots,
  decode: (context) => {
    // zeros behind it would take its id, under which the file has its weights
    if (context.mask !== null && givesZeros(context.config))
      throw unsupportedLayer(
        context,
        "gives zeros for masked steps (zero_output_for_mask), which Quorum does not compute",
      );
    return refuseReversed(context, decodeCell(context, cell, context.config, ""));
  },
  mask: "reads",
  folders: (config) => [{ names: ["cell"], weights: slots(config).length }],
});

function innerOf(config: JsonObject, key: string): { readonly className: string; readonly config: JsonObject } | null {
  const layer = fieldOf(config, key);
  if (!isObject(layer)) return null;
  return {
    className: textOf(layer.class_name ?? layer.className, `${key}.class_name`),
    config: objectOf(layer.config, `${key}.config`),
  };
}

/** The configs of both directions; the backward one follows the forward one where the file leaves it out. */
function directionsOf(config: JsonObject): readonly [JsonObject, JsonObject] {
  const forward = innerOf(config, "layer")?.config ?? {};
  return [forward, innerOf(config, "backward_layer")?.config ?? forward];
}

const merges: Readonly<Record<string, "concat" | "add" | "average" | "multiply">> = {
  concat: "concat",
  sum: "add",
  ave: "average",
  mul: "multiply",
};

function decodeBidirectional(context: LayerContext): readonly Layer[] {
  const { id, config } = context;
  const inner = innerOf(config, "layer");
  const cell = inner === null ? undefined : cells.get(inner.className);
  if (cell === undefined)
    throw unsupportedLayer(
      context,
      `reads in both directions with ${inner?.className ?? "no layer"}, which Quorum does not compute`,
    );
  const merge = merges[String(fieldOf(config, "merge_mode") ?? "none")];
  if (merge === undefined)
    throw unsupportedLayer(context, "keeps both directions apart, which Quorum does not compute");
  const [ahead, back] = directionsOf(config);
  const names = [`${id}/forward`, `${id}/backward`] as const;
  const forward = decodeCell({ ...context, id: names[0] }, cell, ahead, "forward/");
  const backward = decodeCell({ ...context, id: names[1] }, cell, back, "backward/");
  if (forward.backwards)
    throw unsupportedLayer(context, "begins with the backward direction, which Quorum does not compute");
  if (givesZeros(ahead) !== givesZeros(back))
    throw unsupportedLayer(context, "gives zeros for masked steps in one direction, which Quorum does not compute");
  const both: Layer =
    merge === "concat" || merge === "add"
      ? { kind: merge, id, inputs: names }
      : { kind: "merge", operation: merge, id, inputs: names };
  return withZeros(context, [forward, { ...backward, backwards: true }, both], ahead);
}

const sequencesIn = (config: JsonObject): boolean =>
  fieldOf(innerOf(config, "layer")?.config ?? config, "return_sequences") === true;

/** True where a recurrent layer hands its mask on: it gives a sequence again. */
export function handsMaskOn(className: string, config: JsonObject): boolean {
  return (cells.has(className) || className === "Bidirectional") && sequencesIn(config);
}

/** Recurrent classes. */
export const recurrentClasses: readonly (readonly [string, LayerClass])[] = [
  ...[...cells].map(([name, cell]) => [name, cellClass(cell)] as const),
  [
    "Bidirectional",
    {
      weights: (config) => {
        const [forward, backward] = directionsOf(config);
        return [
          ...slots(forward).map((slot) => `forward/${slot}`),
          ...slots(backward).map((slot) => `backward/${slot}`),
        ];
      },
      decode: decodeBidirectional,
      mask: "reads",
      folders: (config) => {
        const [forward, backward] = directionsOf(config);
        return [
          { names: ["forward_layer/cell"], weights: slots(forward).length },
          { names: ["backward_layer/cell"], weights: slots(backward).length },
        ];
      },
    },
  ],
];
