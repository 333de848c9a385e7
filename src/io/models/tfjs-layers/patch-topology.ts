import type { Layer, LayerId, Model, Shape } from "../../../core/model/model.ts";
import { outputShapes } from "../../../core/model/shapes.ts";
import { isObject, type JsonObject } from "../json-fields.ts";
import { allRawLayers, isNestedModel } from "./raw-layers.ts";
import { layerClassOf } from "./tfjs-layer-classes.ts";
import { readTopology } from "./tfjs-topology.ts";

type Writable = Record<string, unknown>;

function write(config: Writable, key: string, value: unknown): void {
  const camel = key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const written = !Object.hasOwn(config, key) && Object.hasOwn(config, camel) ? camel : key;
  // a default that the file leaves out stays left out
  if (config[written] !== undefined || value === false || key === "groups") config[written] = value;
}

/** The same batch axis and every axis that was left open, the others as they are now, counted from the last. */
function withShape(written: readonly unknown[], shape: Shape): unknown[] {
  return written.map((axis, i) => (i === 0 || axis === null ? axis : (shape.at(i - written.length) ?? axis)));
}

const isShape = (value: unknown): value is readonly (number | null)[] =>
  Array.isArray(value) && value.every((axis) => axis === null || typeof axis === "number");

/** The shapes in a `build_config`. */
function writeBuilt(built: unknown, inputs: readonly Shape[]): void {
  const [first] = inputs;
  if (!isObject(built) || first === undefined) return;
  const record = built as Writable;
  if (isShape(record.input_shape)) record.input_shape = withShape(record.input_shape, first);
  else if (Array.isArray(record.input_shape))
    record.input_shape = record.input_shape.map((shape, i) =>
      isShape(shape) ? withShape(shape, inputs[i] ?? first) : shape,
    );
  const byName = record.shapes_dict;
  if (!isObject(byName)) return;
  Object.keys(byName).forEach((key, i) => {
    const shape = byName[key];
    if (isShape(shape)) (byName as Writable)[key] = withShape(shape, inputs[i] ?? first);
  });
}

const inputKeys = ["batch_input_shape", "batchInputShape", "batch_shape", "build_input_shape"];

/** Keras notes the shapes that a layer was built for; behind pruned layers they would be out of date. */
function writeShapes(json: JsonObject, config: Writable, inputs: readonly Shape[]): void {
  const [first] = inputs;
  if (first === undefined) return;
  for (const key of inputKeys) {
    const written = config[key];
    if (isShape(written)) config[key] = withShape(written, first);
  }
  writeBuilt(json.build_config, inputs);
  // the layer within a TimeDistributed or Bidirectional
  for (const key of ["layer", "backward_layer"]) {
    const inner = config[key];
    if (isObject(inner)) writeBuilt(inner.build_config, inputs);
  }
}

/** Shapes that Keras 3 notes beside each tensor of a call. */
function writeTensorShapes(value: unknown, shapeOf: (layer: LayerId) => Shape | undefined, depth = 0): void {
  if (depth > 16) return;
  if (Array.isArray(value)) for (const entry of value) writeTensorShapes(entry, shapeOf, depth + 1);
  else if (isObject(value)) {
    const config = value.config;
    if (isObject(config) && Array.isArray(config.keras_history) && isShape(config.shape)) {
      const shape = shapeOf(String(config.keras_history[0]));
      if (shape !== undefined) (config as Writable).shape = withShape(config.shape, shape);
    } else for (const key of Object.keys(value)) writeTensorShapes(value[key], shapeOf, depth + 1);
  }
}

/** True where every layer of the model has its place in the description. */
export function fitsTopology(modelConfig: JsonObject, model: Model): boolean {
  const ids = new Set(allRawLayers(modelConfig).map(({ id }) => id));
  const placed = (id: LayerId): boolean =>
    ids.has(id) || (id.includes("/") && placed(id.slice(0, id.lastIndexOf("/"))));
  return model.layers.every(({ id, kind }) => kind === "input" || placed(id));
}

/**
 * A copy of a model's description `{ class_name, config }` with the widths of the model; every other attribute, name
 * and metadata stays. Models within the model are followed.
 */
export function patchTopology(modelConfig: JsonObject, model: Model): Writable {
  const copy = structuredClone(modelConfig) as Writable;
  const layers = new Map<LayerId, Layer>(model.layers.map((layer) => [layer.id, layer]));
  const shapes = new Map(outputShapes(model));
  const { layers: described, nested } = readTopology(modelConfig);
  const read = new Map(described.map((layer) => [layer.id, layer.inputs]));
  for (const [id, { input, source, output }] of nested) {
    const [before, behind] = [shapes.get(source), shapes.get(output)];
    if (behind !== undefined) shapes.set(id, behind);
    if (before === undefined) continue;
    shapes.set(input, before);
    // its own InputLayer is built for what stands before it
    read.set(input, [source]);
  }
  for (const { id, json } of allRawLayers(copy)) {
    const className = json.class_name ?? json.className;
    if (typeof className !== "string" || !isObject(json.config)) continue;
    const prefix = id.slice(0, id.lastIndexOf("/") + 1);
    writeTensorShapes(json.inbound_nodes, (name) => shapes.get(prefix + name));
    const config = json.config as Writable;
    const source = nested.get(id)?.source;
    const inputs = (source === undefined ? (read.get(id) ?? []) : [source])
      .map((input) => shapes.get(input))
      .filter((shape) => shape !== undefined);
    if (!isNestedModel(className) && read.has(id)) {
      const part = (name: string): Layer | undefined => layers.get(name === "" ? id : `${id}/${name}`);
      const widths = layerClassOf(className, id).widths?.(part, json.config) ?? {};
      for (const [key, value] of Object.entries(widths)) write(config, key, value);
    }
    writeShapes(json, config, inputs);
  }
  return copy;
}
