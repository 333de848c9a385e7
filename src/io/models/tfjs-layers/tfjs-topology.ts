import { FailureError } from "../../../core/failure.ts";
import type { LayerId } from "../../../core/model/model.ts";
import { fieldOf, invalidModel, isObject, type JsonObject, listOf, objectOf, textOf } from "../json-fields.ts";
import { sortLayers } from "../layer-order.ts";
import { type Call, layerRead, readInboundCall } from "./inbound-layers.ts";
import { isNestedModel, layerNameOf, rawLayersOf } from "./raw-layers.ts";

/** One layer of the topology, not yet understood. */
export interface TopologyLayer {
  /** Layers of a model within the model are called "outer/inner". */
  readonly id: LayerId;
  readonly className: string;
  readonly config: JsonObject;
  readonly inputs: readonly LayerId[];
  /** Tensors that are handed over by keyword. */
  readonly named: Readonly<Record<string, LayerId>>;
  /** Other keyword arguments of the call. */
  readonly call: JsonObject;
}

export interface Topology {
  readonly name: string;
  /** A layer stands after its inputs; the first is the InputLayer. Models within the model are laid open. */
  readonly layers: readonly TopologyLayer[];
  /** In the file's order; the first is taken as the prediction. */
  readonly outputs: readonly LayerId[];
  /** Where models within the model stand, by id. */
  readonly nested: ReadonlyMap<LayerId, NestedModel>;
  /** The wording of Keras 3 (`module`, `batch_shape`, tensors with a history), which tfjs cannot open. */
  readonly keras3: boolean;
}

/** A model within the model, which is laid open. */
export interface NestedModel {
  /** Id of its own InputLayer, which is no layer of the topology. */
  readonly input: LayerId;
  /** The layers that it reads and that give its output. */
  readonly source: LayerId;
  readonly output: LayerId;
}

interface RawLayer {
  readonly name: LayerId;
  readonly className: string;
  readonly config: JsonObject;
  readonly json: JsonObject;
}

/** A model laid open: `input` and `outputs` are ids among `layers`. */
interface Opened {
  readonly layers: readonly TopologyLayer[];
  readonly input: LayerId;
  readonly outputs: readonly LayerId[];
  readonly nested: readonly (readonly [LayerId, NestedModel])[];
}

const deepest = 16;
const mostLayers = 10_000;

function readRawLayer(value: unknown, index: number): RawLayer {
  const where = `layers[${index}]`;
  const json = objectOf(value, where);
  const className = textOf(json.class_name ?? json.className, `${where}.class_name`);
  return { name: layerNameOf(value, index), className, config: objectOf(json.config, `${where}.config`), json };
}

/** The config that says what a model reads: of its InputLayer, of its first layer, or of the model itself. */
function inputConfigOf(config: JsonObject, raw: readonly RawLayer[], depth: number): JsonObject {
  const first = raw.find(({ className }) => className === "InputLayer") ?? raw[0];
  if (first === undefined) throw invalidModel("layers", "The model has no layers.");
  if (isNestedModel(first.className) && depth < deepest) {
    const inner = rawLayersOf(first.json).map(readRawLayer);
    return inputConfigOf(first.config, inner, depth + 1);
  }
  const own = fieldOf(first.config, "batch_input_shape") ?? fieldOf(first.config, "batch_shape");
  const built = fieldOf(config, "build_input_shape");
  return own === undefined && built !== undefined ? { ...first.config, batch_input_shape: built } : first.config;
}

/** `[["conv", 0, 0]]`, `["conv", 0, 0]` in the short form of Keras 3, or by name `{ "x": ["conv", 0, 0] }`. */
function readEnds(value: unknown, which: "input_layers" | "output_layers"): readonly LayerId[] {
  const ends = isObject(value) ? Object.values(value) : listOf(value, which);
  const list = typeof ends[0] === "string" ? [ends] : ends;
  if (list.length === 0) throw invalidModel(which, `The model has no ${which}.`);
  if (which === "input_layers" && list.length > 1)
    throw new FailureError({
      kind: "model-unsupported",
      message: `The model has ${list.length} inputs; Quorum works with one input.`,
      where: which,
      advice: "Export the part of the model that reads one input.",
    });
  return list.map((end) => textOf(listOf(end, which)[0], which));
}

const noCall: Call = { inputs: [], named: {}, options: {} };

/** The layers of a model and of the models in it, under ids that begin with `prefix`. */
function openModel(modelConfig: JsonObject, prefix: string, depth: number): Opened {
  if (depth > deepest)
    throw invalidModel("layers", `The model holds models within models, more than ${deepest} levels deep.`);
  const className = textOf(modelConfig.class_name ?? modelConfig.className, "class_name");
  if (!isNestedModel(className))
    throw new FailureError({
      kind: "model-unsupported",
      message: `The model is of class ${className}; Quorum reads Sequential and functional models.`,
      where: "class_name",
      advice: "Rebuild it as a functional model with the same layers, load the weights, and save that.",
    });
  const config = isObject(modelConfig.config) ? modelConfig.config : {};
  const raw = rawLayersOf(modelConfig).map(readRawLayer);
  const names = new Set<LayerId>();
  for (const { name } of raw) {
    if (names.has(name)) throw invalidModel(prefix + name, `Two layers of the model are named "${prefix + name}".`);
    names.add(name);
  }
  const layers: TopologyLayer[] = [];
  /** What one reads who reads a nested model. */
  const outputOf = new Map<LayerId, LayerId>();
  const inside: (readonly [LayerId, NestedModel])[] = [];
  const nested = new Set(raw.filter((layer) => isNestedModel(layer.className)).map(({ name }) => name));

  const place = (layer: RawLayer, call: Pick<Call, "options">, inputs: LayerId[], named: Record<string, LayerId>) => {
    const id = prefix + layer.name;
    if (!nested.has(layer.name)) {
      layers.push({ id, className: layer.className, config: layer.config, inputs, named, call: call.options });
      return;
    }
    const inner = openModel(layer.json, `${id}/`, depth + 1);
    const [source] = inputs;
    if (inputs.length !== 1 || source === undefined)
      throw invalidModel(id, `The model "${id}" within the model reads ${inputs.length} tensors; one is expected.`);
    const opened = (input: LayerId): LayerId => (input === inner.input ? source : input);
    for (const within of inner.layers) {
      if (within.id === inner.input) continue;
      const ownNamed = Object.fromEntries(Object.entries(within.named).map(([key, at]) => [key, opened(at)]));
      layers.push({ ...within, inputs: within.inputs.map(opened), named: ownNamed });
    }
    const output = opened(inner.outputs[0] as LayerId);
    outputOf.set(id, output);
    for (const [own, where] of inner.nested)
      inside.push([own, { ...where, source: opened(where.source), output: opened(where.output) }]);
    inside.push([id, { input: inner.input, source, output }]);
  };

  if (className === "Sequential") {
    const [first] = raw;
    if (first === undefined) throw invalidModel("layers", "The model has no layers.");
    let input = prefix + first.name;
    if (first.className !== "InputLayer") {
      let name = `${first.name}_input`;
      while (names.has(name)) name += "_";
      input = prefix + name;
      const own = inputConfigOf(config, raw, depth);
      layers.push({ id: input, className: "InputLayer", config: own, inputs: [], named: {}, call: {} });
    }
    let before: LayerId | null = first.className === "InputLayer" ? null : input;
    for (const layer of raw) {
      place(layer, noCall, before === null ? [] : [before], {});
      const id = prefix + layer.name;
      before = outputOf.get(id) ?? id;
    }
    return { layers, input, outputs: [before as LayerId], nested: inside };
  }
  const [input] = readEnds(fieldOf(config, "input_layers"), "input_layers");
  const ends = readEnds(fieldOf(config, "output_layers"), "output_layers");
  for (const layer of raw) {
    const call = readInboundCall(layer.json.inbound_nodes ?? layer.json.inboundNodes, layer.name) ?? noCall;
    const read = (reading: Call["inputs"][number]): LayerId =>
      prefix + layerRead(reading, layer.name, nested.has(reading.layer));
    const named = Object.fromEntries(Object.entries(call.named).map(([key, reading]) => [key, read(reading)]));
    place(layer, call, call.inputs.map(read), named);
  }
  const resolve = (id: LayerId): LayerId => {
    let at = id;
    // a model that hands its input on leads to another model, at most as many times as there are models
    for (let steps = 0; steps <= outputOf.size; steps++) at = outputOf.get(at) ?? at;
    return at;
  };
  return {
    layers: layers.map((layer) => ({
      ...layer,
      inputs: layer.inputs.map(resolve),
      named: Object.fromEntries(Object.entries(layer.named).map(([key, id]) => [key, resolve(id)])),
    })),
    input: prefix + (input as LayerId),
    outputs: ends.map((end) => resolve(prefix + end)),
    nested: inside.map(([id, where]) => [
      id,
      { ...where, source: resolve(where.source), output: resolve(where.output) },
    ]),
  };
}

/** True where a description speaks the language of Keras 3, at any depth of nesting. */
function speaksKeras3(modelConfig: JsonObject, depth = 0): boolean {
  return rawLayersOf(modelConfig).some((value) => {
    if (!isObject(value) || !isObject(value.config)) return false;
    const { config } = value;
    if (Object.hasOwn(config, "batch_shape") || isObject(config.dtype) || Object.hasOwn(value, "module")) return true;
    return depth < deepest && isNestedModel(value.class_name) && speaksKeras3(value, depth + 1);
  });
}

/**
 * The layers of a model's description in topological order: Sequential (also as a bare list), functional, and models
 * within models.
 * @param modelConfig `{ class_name, config }`
 * @throws FailureError model-invalid for a malformed or cyclic topology, model-unsupported for shared layers, several
 * inputs, or another kind of model
 */
export function readTopology(modelConfig: JsonObject): Topology {
  const { layers, input, outputs, nested } = openModel(modelConfig, "", 0);
  if (layers.length > mostLayers)
    throw invalidModel("layers", `The model has ${layers.length} layers; Quorum reads up to ${mostLayers}.`);
  const config = isObject(modelConfig.config) ? modelConfig.config : {};
  // a sink that reads every output, so that all of them keep what they need
  const sink = "\0outputs";
  const readings = layers.map((layer) => ({
    layer,
    id: layer.id,
    inputs: [...layer.inputs, ...Object.values(layer.named)],
  }));
  const sorted = sortLayers([...readings, { layer: null, id: sink, inputs: outputs }], input, sink);
  return {
    name: typeof config.name === "string" ? config.name : "model",
    layers: sorted.flatMap(({ layer }) => (layer === null ? [] : [layer])),
    outputs,
    nested: new Map(nested),
    keras3: speaksKeras3(modelConfig),
  };
}
