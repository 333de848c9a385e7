import * as tf from "@tensorflow/tfjs";
import type { IndependentRun } from "./independent.ts";
import { unzip } from "./unzip.ts";

interface ModelJson {
  readonly modelTopology: object;
  readonly weightsManifest: readonly { readonly paths: readonly string[]; readonly weights: readonly unknown[] }[];
  readonly signature?: unknown;
}

async function fromZip(zip: Uint8Array): Promise<tf.io.ModelArtifacts> {
  const files = await unzip(zip);
  const json = JSON.parse(new TextDecoder().decode(files.get("model.json"))) as ModelJson;
  const shards = json.weightsManifest.flatMap(({ paths }) => paths.map((path) => files.get(path) ?? new Uint8Array()));
  return {
    modelTopology: json.modelTopology,
    weightSpecs: json.weightsManifest.flatMap(({ weights }) => weights) as tf.io.WeightsManifestEntry[],
    weightData: new Uint8Array(Buffer.concat(shards)).buffer,
    ...(json.signature ? { signature: json.signature } : {}),
  } as tf.io.ModelArtifacts;
}

const batchOf = ({ inputs, inputShape, examples }: IndependentRun) => tf.tensor(inputs, [examples, ...inputShape]);

async function read(output: tf.Tensor | tf.Tensor[]): Promise<Float32Array> {
  const first = Array.isArray(output) ? output[0] : output;
  return (await first?.data()) as Float32Array;
}

/** tfjs-layers on an exported zip. */
export async function layersModelOutputs(run: IndependentRun): Promise<Float32Array> {
  const model = await tf.loadLayersModel(tf.io.fromMemory(await fromZip(run.bytes)));
  return read(model.predictOnBatch(batchOf(run)));
}

/** tfjs-converter on an exported zip. */
export async function graphModelOutputs(run: IndependentRun): Promise<Float32Array> {
  const model = await tf.loadGraphModel(tf.io.fromMemory(await fromZip(run.bytes)));
  return read(model.predict(batchOf(run)) as tf.Tensor | tf.Tensor[]);
}
