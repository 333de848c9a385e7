import * as tf from "@tensorflow/tfjs";
import * as hdf5 from "jsfive";
import type { IndependentRun } from "./independent.ts";
import { unzip } from "./unzip.ts";

/** What jsfive hands out. */
interface Hdf5Dataset {
  readonly shape: number[];
  readonly value: ArrayLike<number>;
}
interface Hdf5Group {
  readonly keys: string[];
  readonly attrs: Record<string, unknown>;
  get(path: string): (Hdf5Group & Hdf5Dataset) | null;
}
interface KerasLayer {
  readonly class_name: string;
  readonly config: Record<string, unknown> & { readonly name: string };
}
interface KerasModel {
  readonly class_name: string;
  readonly config: { readonly layers: readonly KerasLayer[] } | readonly KerasLayer[];
}

const open = (bytes: Uint8Array): Hdf5Group =>
  new hdf5.File(Uint8Array.from(bytes).buffer, "file.h5") as unknown as Hdf5Group;

/** Every dataset of a group in the order in which its layer stores them. */
function tensorsIn(file: Hdf5Group, path: string, names: readonly string[]): tf.Tensor[] {
  return names.map((name) => {
    const found = file.get(`${path}/${name}`);
    if (!found) throw new Error(`no ${path}/${name}`);
    return tf.tensor(Float32Array.from(found.value), found.shape);
  });
}

const snake = (name: string) =>
  name
    .replace(/\W+/g, "")
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();

/** Keras 3 wording as tfjs-layers knows it: plain dtype, batchInputShape, no registered objects. */
function plain(config: Record<string, unknown>): Record<string, unknown> {
  const cleaned = JSON.parse(JSON.stringify(config), (_, value: unknown) => {
    if (typeof value === "object" && value !== null && "class_name" in value && "config" in value) {
      const { class_name, config: own } = value as { class_name: string; config: { name?: string } };
      return class_name === "DTypePolicy" ? (own.name ?? "float32") : { class_name, config: own };
    }
    return value;
  }) as Record<string, unknown>;
  const { batch_shape, optional: _optional, sparse: _sparse, ragged: _ragged, ...rest } = cleaned;
  for (const key of [
    "quantization_config",
    "registered_name",
    "module",
    "build_config",
    "lora_rank",
    "shared_object_id",
  ])
    delete rest[key];
  return batch_shape === undefined ? rest : { ...rest, batch_input_shape: batch_shape };
}

/** Sequential models only: what jsfive reads, fed to tfjs-layers by hand. */
function build(model: KerasModel, weightsOf: (layer: KerasLayer, place: number) => tf.Tensor[]): tf.Sequential {
  const layers = Array.isArray(model.config) ? model.config : (model.config as { layers: KerasLayer[] }).layers;
  const input = layers.find(({ class_name }) => class_name === "InputLayer");
  const shape = (input?.config.batch_shape ?? input?.config.batch_input_shape) as (number | null)[] | undefined;
  const body = layers
    .filter(({ class_name }) => class_name !== "InputLayer")
    .map(({ class_name, config }, place) => ({
      class_name,
      config: { ...plain(config), ...(place === 0 && shape ? { batch_input_shape: shape } : {}) },
    }));
  const built = (tf.Sequential as unknown as { fromConfig(c: unknown, config: unknown): tf.Sequential }).fromConfig(
    tf.Sequential,
    camel({ name: "rebuilt", layers: body }),
  );
  layers
    .filter(({ class_name }) => class_name !== "InputLayer")
    .forEach((layer, place) => {
      const weights = weightsOf(layer, place);
      if (weights.length > 0) built.layers.find(({ name }) => name === layer.config.name)?.setWeights(weights);
    });
  return built;
}

/** snake_case keys as tfjs-layers' own constructors take them; class names and values stay. */
function camel(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((each) => camel(each));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inside]) => [
      name === "class_name" ? "className" : name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      camel(inside, key),
    ]),
  );
}

function fromH5(bytes: Uint8Array): tf.Sequential {
  const file = open(bytes);
  const text = file.attrs.model_config;
  const model = JSON.parse(typeof text === "string" ? text : String(text)) as KerasModel;
  const root = file.get("model_weights");
  if (!root) throw new Error("no model_weights");
  return build(model, ({ config }) => {
    const names = (root.get(config.name)?.attrs.weight_names ?? []) as string[];
    return tensorsIn(file, `model_weights/${config.name}`, names);
  });
}

async function fromKeras3(bytes: Uint8Array): Promise<tf.Sequential> {
  const files = await unzip(bytes);
  const model = JSON.parse(new TextDecoder().decode(files.get("config.json"))) as KerasModel;
  const file = open(files.get("model.weights.h5") ?? new Uint8Array());
  const seen = new Map<string, number>();
  return build(model, ({ class_name }) => {
    const base = snake(class_name);
    const count = seen.get(base) ?? 0;
    seen.set(base, count + 1);
    const path = `layers/${base}${count === 0 ? "" : `_${count}`}/vars`;
    return tensorsIn(
      file,
      path,
      [...(file.get(path)?.keys ?? [])].sort((a, b) => Number(a) - Number(b)),
    );
  });
}

/** jsfive on an exported .h5 or .keras, its weights in a tfjs-layers model built by hand. */
export async function kerasOutputs({ bytes, inputs, inputShape, examples }: IndependentRun): Promise<Float32Array> {
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const model = zipped ? await fromKeras3(bytes) : fromH5(bytes);
  const output = model.predictOnBatch(tf.tensor(inputs, [examples, ...inputShape])) as tf.Tensor;
  return (await output.data()) as Float32Array;
}
