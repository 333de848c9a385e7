import * as tf from "@tensorflow/tfjs";
import type { Model } from "../src/core/model/model.ts";
import { runReference } from "../src/core/model/reference-network.ts";
import { inputOf } from "../src/core/model/shapes.ts";
import { seededRandom } from "../src/core/random/random-source.ts";
import type { EncodedFile } from "../src/io/models/model-claim.ts";
import type { GraphFiles } from "./small-graph.ts";

/** The files of an encoded GraphModel, to be read again. */
export function graphFilesOf(files: readonly EncodedFile[]): GraphFiles {
  const json = files.find(({ name }) => name === "model.json");
  return {
    json: JSON.parse(new TextDecoder().decode(json?.bytes)),
    shards: new Map(files.filter(({ name }) => name !== "model.json").map(({ name, bytes }) => [name, bytes])),
  };
}

/** Random examples for a model: whole numbers below 10 where it looks tokens up. */
export function examplesFor(model: Model, examples: number): Float32Array {
  const size = inputOf(model).shape.reduce((product, axis) => product * axis, examples);
  const random = seededRandom(5, "examples");
  const tokens = model.layers.some(({ kind }) => kind === "embedding");
  return Float32Array.from({ length: size }, () => (tokens ? random.integer(10) : random.uniform() * 2 - 1));
}

/** What tfjs-converter makes of the files. */
export async function predictInTfjs(
  { json, shards }: GraphFiles,
  model: Model,
  inputs: Float32Array,
  examples: number,
): Promise<Float32Array> {
  const bytes = [...shards.values()].flatMap((shard) => [...shard]);
  const manifest = json.weightsManifest as { weights: tf.io.WeightsManifestEntry[] }[];
  const opened = await tf.loadGraphModel(
    tf.io.fromMemory({
      modelTopology: json.modelTopology as object,
      weightSpecs: manifest.flatMap(({ weights }) => weights),
      weightData: Uint8Array.from(bytes).buffer,
      ...(json.signature === undefined ? {} : { signature: json.signature as object }),
      format: "graph-model",
    }),
  );
  const dtype = opened.inputs[0]?.dtype === "int32" ? "int32" : "float32";
  const fed = tf.tensor(inputs, [examples, ...inputOf(model).shape], dtype);
  const outputs = opened.predict(fed);
  const first = outputs instanceof tf.Tensor ? outputs : Object.values(outputs)[0];
  if (first === undefined) throw new Error("no output");
  const values = Float32Array.from(await first.data());
  tf.dispose([fed, ...(outputs instanceof tf.Tensor ? [outputs] : Object.values(outputs))]);
  opened.dispose();
  return values;
}

/** Largest |difference| between tf.loadGraphModel of the files and the reference network of the model. */
export async function differenceInTfjs(files: GraphFiles, model: Model, examples = 2): Promise<number> {
  const inputs = examplesFor(model, examples);
  const theirs = await predictInTfjs(files, model, inputs, examples);
  const ours = runReference(model, inputs, examples);
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY;
  return ours.reduce((most, value, i) => Math.max(most, Math.abs(value - (theirs[i] ?? Number.NaN))), 0);
}
