import { FailureError } from "../../../core/failure.ts";
import type { LayerId } from "../../../core/model/model.ts";
import { fieldOf, invalidModel, isObject, type JsonObject, listOf, objectOf, textOf } from "../json-fields.ts";
import { sortLayers } from "../layer-order.ts";
import { readInboundLayers } from "./inbound-layers.ts";

/** One layer of the topology, not yet understood. */
export interface TopologyLayer {
  readonly id: LayerId;
  readonly className: string;
  readonly config: JsonObject;
  readonly inputs: readonly LayerId[];
}

export interface Topology {
  readonly name: string;
  /** A layer stands after its inputs; the first is the InputLayer. */
  readonly layers: readonly TopologyLayer[];
  readonly output: LayerId;
  /** Keras 3 wording, which tfjs cannot open. */
  readonly keras3: boolean;
}

interface RawLayer {
  readonly id: LayerId;
  readonly className: string;
  readonly config: JsonObject;
  readonly json: JsonObject;
}

/** The model_config object `{ class_name, config }`, which Keras wraps once more than tfjs does. */
export function modelConfigOf(json: JsonObject): JsonObject {
  const topology = objectOf(json.modelTopology, "modelTopology");
  const config = topology.model_config;
  return config === undefined || config === null ? topology : objectOf(config, "modelTopology.model_config");
}

/** The layers as the file lists them: under `config.layers`, or `config` itself in the Keras 1 form. */
export function rawLayersOf(modelConfig: JsonObject): readonly unknown[] {
  const { config } = modelConfig;
  return Array.isArray(config) ? config : listOf(objectOf(config, "config").layers, "config.layers");
}

/** The name of the layer that stands at this index of the file, as `readTopology` calls it. */
export function layerNameOf(value: unknown, index: number): LayerId {
  const json = objectOf(value, `layers[${index}]`);
  const config = isObject(json.config) ? json.config : {};
  const named = config.name ?? json.name;
  return typeof named === "string" ? named : `${String(json.class_name ?? json.className)}_${index + 1}`;
}

function readRawLayer(value: unknown, index: number): RawLayer {
  const where = `layers[${index}]`;
  const json = objectOf(value, where);
  const config = objectOf(json.config, `${where}.config`);
  const className = textOf(json.class_name ?? json.className, `${where}.class_name`);
  return { id: layerNameOf(value, index), className, config, json };
}

function readSequential(raw: readonly RawLayer[]): readonly TopologyLayer[] {
  const [first] = raw;
  if (first === undefined) throw invalidModel("layers", "The model has no layers.");
  const layers: TopologyLayer[] = [];
  if (first.className !== "InputLayer") {
    let id = `${first.id}_input`;
    while (raw.some((layer) => layer.id === id)) id += "_";
    layers.push({ id, className: "InputLayer", config: first.config, inputs: [] });
  }
  for (const { id, className, config } of raw) {
    const before = layers.at(-1);
    layers.push({ id, className, config, inputs: before === undefined ? [] : [before.id] });
  }
  return layers;
}

/** `[["conv", 0, 0]]`, or `["conv", 0, 0]` in the short form of Keras 3. */
function readEnd(value: unknown, which: "input_layers" | "output_layers"): LayerId {
  const ends = listOf(value, which);
  const list = typeof ends[0] === "string" ? [ends] : ends;
  if (list.length !== 1)
    throw new FailureError({
      kind: "model-unsupported",
      message: `The model has ${list.length} ${which === "input_layers" ? "inputs" : "outputs"}; Quorum works with one input and one output.`,
      where: which,
      advice: "Export the part of the model with one input and one output.",
    });
  return textOf(listOf(list[0], which)[0], which);
}

/**
 * The layers of a parsed tfjs model.json in topological order: Sequential (also as a bare list) and functional.
 * @throws FailureError model-invalid for a malformed or cyclic topology, model-unsupported for shared layers, several
 * inputs or outputs, or another kind of model
 */
export function readTopology(json: JsonObject): Topology {
  const modelConfig = modelConfigOf(json);
  const className = textOf(modelConfig.class_name ?? modelConfig.className, "modelTopology.class_name");
  const raw = rawLayersOf(modelConfig).map(readRawLayer);
  const ids = new Set<LayerId>();
  for (const { id } of raw) {
    if (ids.has(id)) throw invalidModel(id, `Two layers of the model are named "${id}".`);
    ids.add(id);
  }
  const config = isObject(modelConfig.config) ? modelConfig.config : {};
  const name = typeof config.name === "string" ? config.name : "model";
  const keras3 = raw.some(
    ({ config: own, json: whole }) =>
      Object.hasOwn(own, "batch_shape") || isObject(own.dtype) || Object.hasOwn(whole, "module"),
  );
  if (className === "Sequential") {
    const layers = readSequential(raw);
    return { name, layers, output: layers.at(-1)?.id ?? "", keras3 };
  }
  if (className !== "Model" && className !== "Functional")
    throw new FailureError({
      kind: "model-unsupported",
      message: `The model is of class ${className}; Quorum reads Sequential and functional models.`,
      where: "modelTopology.class_name",
    });
  const input = readEnd(fieldOf(config, "input_layers"), "input_layers");
  const output = readEnd(fieldOf(config, "output_layers"), "output_layers");
  const layers = raw.map(({ id, className: layerClass, config: own, json: whole }) => ({
    id,
    className: layerClass,
    config: own,
    inputs: readInboundLayers(whole.inbound_nodes ?? whole.inboundNodes, id),
  }));
  return { name, layers: sortLayers(layers, input, output), output, keras3 };
}
