import type { LayerId, LayerKind } from "../../../core/model/model.ts";
import { parseJson } from "../../bytes/json-text.ts";
import { invalidModel, isObject, type JsonObject } from "../json-fields.ts";
import type { Architecture, ArchitectureLayer, LayerSettings, WeightKey, WeightSource } from "./architecture.ts";
import { duplicateKeyOf } from "./duplicate-keys.ts";
import type { Field } from "./json-field.ts";
import { layerFields, layerWeights } from "./layer-fields.ts";

const mostLayers = 20_000;

const bad = (where: string, message: string) =>
  invalidModel(where, `The layer JSON ${message}.`, "See docs/layer-json.md.");

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isPair = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every((entry) => Number.isSafeInteger(entry) && entry >= 0);
const isAxes = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length <= 8 && [...value].sort().every((axis, place) => axis === place);

function weightKey(value: unknown, where: string): WeightKey {
  if (isText(value)) return { key: value };
  if (!isObject(value) || !isText(value.key)) throw bad(where, `should name a tensor at ${where}`);
  const strange = Object.keys(value).find((key) => !["key", "rows", "axes"].includes(key));
  if (strange !== undefined) throw bad(where, `has an unknown setting "${strange}" at ${where}`);
  const { key, rows, axes } = value;
  if (rows !== undefined && !(isPair(rows) && rows[0] < rows[1]))
    throw bad(where, `should have [from, to] as rows at ${where}`);
  if (axes !== undefined && !isAxes(axes)) throw bad(where, `should have an order of the axes 0, 1, ... at ${where}`);
  return { key, ...(rows === undefined ? {} : { rows }), ...(axes === undefined ? {} : { axes }) };
}

function weightsOf(kind: LayerKind, value: unknown, where: string): Readonly<Record<string, WeightSource>> {
  const known: Readonly<Record<string, boolean>> = layerWeights[kind];
  if (value !== undefined && !isObject(value)) throw bad(where, `should have an object at ${where}`);
  const given = value ?? {};
  const strange = Object.keys(given).find((name) => !Object.hasOwn(known, name));
  if (strange !== undefined)
    throw bad(where, `names a weight "${strange}" that a layer of kind ${kind} does not have, at ${where}`);
  const absent = Object.keys(known).find((name) => known[name] && !Object.hasOwn(given, name));
  if (absent !== undefined) throw bad(where, `should name the tensor of "${absent}" at ${where}`);
  return Object.fromEntries(
    Object.entries(given).map(([name, source]) => {
      const at = `${where}.${name}`;
      const twoBiases = kind === "recurrent" && name === "bias" && Array.isArray(source) && source.length === 2;
      return [name, twoBiases ? (source as unknown[]).map((one) => weightKey(one, at)) : [weightKey(source, at)]];
    }),
  );
}

function settingsOf(kind: LayerKind, json: JsonObject, where: string): Record<string, unknown> {
  const fields: Readonly<Record<string, Field<unknown>>> = layerFields[kind];
  const strange = Object.keys(json).find(
    (key) => !Object.hasOwn(fields, key) && !["id", "kind", "inputs", "weights"].includes(key),
  );
  if (strange !== undefined) throw bad(where, `has an unknown setting "${strange}" at ${where}`);
  // pools move by their size and windows are not dilated, unless the file says otherwise
  const implied: Readonly<Record<string, unknown>> = {
    ...(kind === "pool" ? { strides: json.size } : {}),
    ...(kind === "conv" || kind === "depthwise-conv"
      ? { dilation: Array.isArray(json.strides) ? json.strides.map(() => 1) : undefined }
      : {}),
  };
  const settings: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(fields)) {
    const value = json[name] ?? implied[name];
    if (value !== undefined) settings[name] = one.read(value, `${where}.${name}`);
    else if (one.otherwise !== null) settings[name] = one.otherwise;
    else if (!one.optional) one.read(value, `${where}.${name}`);
  }
  return settings;
}

function readLayer(value: unknown, index: number, before: LayerId | undefined): ArchitectureLayer {
  const place = `layers[${index}]`;
  if (!isObject(value)) throw bad(place, `should have an object at ${place}`);
  const { id, kind, inputs } = value;
  if (!isText(id)) throw bad(place, `should have a name at ${place}.id`);
  const where = `${place} "${id}"`;
  if (!isText(kind) || !Object.hasOwn(layerFields, kind))
    throw bad(where, `has no known kind of layer at ${where}: ${String(kind)}`);
  const read = inputs ?? (kind === "input" || before === undefined ? [] : [before]);
  if (!Array.isArray(read) || !read.every(isText)) throw bad(where, `should have a list of layers at ${where}.inputs`);
  const known = kind as LayerKind;
  const settings = { id, kind: known, inputs: read, ...settingsOf(known, value, where) } as unknown as LayerSettings;
  return { settings, weights: weightsOf(known, value.weights, `${where}.weights`) };
}

/** True for the JSON of Quorum's own layer description. */
export function isLayerJson(json: unknown): json is JsonObject {
  return isObject(json) && json.format === "quorum-layers";
}

/**
 * An architecture out of Quorum's layer JSON; docs/layer-json.md describes it. Defaults are filled in; what is unknown is
 * refused. Shapes are checked later, with the weights.
 * @throws FailureError file-damaged for what is no JSON, model-invalid with the place for what is no architecture
 */
export function readLayerJson(file: string, text: string): Architecture {
  const json = parseJson(file, text);
  if (!isLayerJson(json)) throw bad(file, 'should have "format": "quorum-layers" at the top');
  const twice = duplicateKeyOf(file, text);
  if (twice !== null) throw bad(file, `has "${twice}" twice in one place`);
  const { version, name, layout, layers, output } = json;
  if (version !== 1) throw bad("version", `has version ${String(version)}; this Quorum reads version 1`);
  if (layout !== undefined && layout !== "torch" && layout !== "quorum")
    throw bad("layout", 'should have "torch" or "quorum" as layout');
  if (!Array.isArray(layers) || layers.length === 0 || layers.length > mostLayers)
    throw bad("layers", "should have a list of layers");
  const read: ArchitectureLayer[] = [];
  for (const [index, layer] of layers.entries()) read.push(readLayer(layer, index, read.at(-1)?.settings.id));
  const last = read.at(-1)?.settings.id ?? "";
  if (output !== undefined && !isText(output)) throw bad("output", "should name a layer as output");
  return { name: isText(name) ? name : file, layout: layout ?? "torch", layers: read, output: output ?? last };
}
