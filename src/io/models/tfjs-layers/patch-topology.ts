import { type Layer, type LayerId, type Model, type Shape, weightsOf } from "../../../core/model/model.ts";
import { outputShapes } from "../../../core/model/shapes.ts";
import { isObject, type JsonObject } from "../json-fields.ts";
import { layerNameOf, modelConfigOf, rawLayersOf } from "./tfjs-topology.ts";

type Writable = Record<string, unknown>;

/** The config keys that say how wide a layer is and which weights it has. */
function widthsOf(layer: Layer): Readonly<Record<string, unknown>> {
  const weights = weightsOf(layer);
  switch (layer.kind) {
    case "dense":
      return { units: layer.weights.kernel.shape.at(-1), use_bias: "bias" in weights };
    case "conv":
      return { filters: layer.weights.kernel.shape.at(-1), use_bias: "bias" in weights };
    case "depthwise-conv":
      return { depth_multiplier: layer.weights.kernel.shape.at(-1), use_bias: "bias" in weights };
    case "batch-norm":
      return { scale: "gamma" in weights, center: "beta" in weights };
    default:
      return {};
  }
}

function write(config: Writable, key: string, value: unknown): void {
  const camel = key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const written = !Object.hasOwn(config, key) && Object.hasOwn(config, camel) ? camel : key;
  // a default that the file leaves out stays left out
  if (config[written] !== undefined || value === false) config[written] = value;
}

/** Keras notes the shape that a layer was built for; behind pruned layers it would be out of date. */
function writeInputShape(layerJson: JsonObject, config: Writable, shape: Shape): void {
  if (Array.isArray(config.batch_input_shape)) config.batch_input_shape = [config.batch_input_shape[0], ...shape];
  const built = isObject(layerJson.build_config) ? (layerJson.build_config as Writable) : null;
  if (built !== null && Array.isArray(built.input_shape)) built.input_shape = [built.input_shape[0], ...shape];
}

/** True where every layer of the model has its place in the file. */
export function fitsTopology(json: JsonObject, model: Model): boolean {
  const names = new Set(rawLayersOf(modelConfigOf(json)).map(layerNameOf));
  return model.layers.every(({ id, kind }) => kind === "input" || names.has(id));
}

/**
 * A copy of a parsed model.json with the widths of the model; every other attribute, name and metadata stays.
 * `training_config` stays too: it describes the loss, which pruning does not touch.
 */
export function patchTopology(json: JsonObject, model: Model): Writable {
  const copy = structuredClone(json) as Writable;
  const layers = new Map<LayerId, Layer>(model.layers.map((layer) => [layer.id, layer]));
  const shapes = outputShapes(model);
  rawLayersOf(modelConfigOf(copy)).forEach((raw, index) => {
    const layer = layers.get(layerNameOf(raw, index));
    if (layer === undefined || !isObject(raw) || !isObject(raw.config)) return;
    const config = raw.config as Writable;
    for (const [key, value] of Object.entries(widthsOf(layer))) write(config, key, value);
    const before = layer.inputs[0] === undefined ? undefined : shapes.get(layer.inputs[0]);
    if (before !== undefined && layer.inputs.length === 1) writeInputShape(raw, config, before);
  });
  return copy;
}
