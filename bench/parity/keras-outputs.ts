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
async function build(
  model: KerasModel,
  weightsOf: (layer: KerasLayer, place: number) => tf.Tensor[],
): Promise<tf.LayersModel> {
  const layers = Array.isArray(model.config) ? model.config : (model.config as { layers: KerasLayer[] }).layers;
  const input = layers.find(({ class_name }) => class_name === "InputLayer");
  const shape = (input?.config.batch_shape ?? input?.config.batch_input_shape) as (number | null)[] | undefined;
  const body = layers.filter(({ class_name }) => class_name !== "InputLayer");
  const modelTopology = {
    class_name: "Sequential",
    config: {
      name: "rebuilt",
      layers: body.map(({ class_name, config }, place) => ({
        class_name,
        config: { ...plain(config), ...(place === 0 && shape ? { batch_input_shape: shape } : {}) },
      })),
    },
  };
  const built = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology }));
  body.forEach((layer, place) => {
    const weights = weightsOf(layer, place);
    if (weights.length > 0) built.getLayer(layer.config.name).setWeights(weights);
  });
  return built;
}

function fromH5(bytes: Uint8Array): Promise<tf.LayersModel> {
  const file = open(bytes);
  const text = file.attrs.model_config;
  const model = JSON.parse(typeof text === "string" ? text : String(text)) as KerasModel;
  const root = file.get("model_weights");
  if (!root) throw new Error("no model_weights");
  return build(model, ({ config }) => {
    // jsfive keeps the padding of texts of fixed length
    const names = ((root.get(config.name)?.attrs.weight_names ?? []) as string[]).map((name) =>
      name.replaceAll("\0", ""),
    );
    return tensorsIn(file, `model_weights/${config.name}`, names);
  });
}

async function fromKeras3(bytes: Uint8Array): Promise<tf.LayersModel> {
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
  const model = zipped ? await fromKeras3(bytes) : await fromH5(bytes);
  const output = model.predictOnBatch(tf.tensor(inputs, [examples, ...inputShape])) as tf.Tensor;
  return (await output.data()) as Float32Array;
}
