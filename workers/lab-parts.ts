import type { Shape } from "../src/core/model/model.ts";
import { chooseBackend } from "../src/engine/backend.ts";
import { type LayersModelJson, predictLayersModel } from "../src/engine/layers-model.ts";
import { maskGradients } from "../src/engine/mask-gradients.ts";
import { maskedEvaluator } from "../src/engine/masked-evaluator.ts";
import { predict } from "../src/engine/predict.ts";
import { warmUp } from "../src/engine/warm-up.ts";
import { assemble } from "../src/io/assemble.ts";
import { sourceOfBlob } from "../src/io/bytes/byte-source.ts";
import { joinBytes } from "../src/io/bytes/join-bytes.ts";
import { sha256 } from "../src/io/bytes/sha256.ts";
import { readZip } from "../src/io/bytes/zip.ts";
import { encodeModel } from "../src/io/models/encode-model.ts";
import type { LabParts } from "../src/jobs/lab-parts.ts";

/** tfjs's own reader on an exported zip: model.json and its shards in the manifest's order. */
async function predictWithTfjs(bytes: Uint8Array, inputs: Float32Array, inputShape: Shape): Promise<Float32Array> {
  const entries = new Map((await readZip("export", bytes)).map(({ path, bytes: inside }) => [path, inside]));
  const json = JSON.parse(new TextDecoder().decode(entries.get("model.json"))) as LayersModelJson;
  const shards = json.weightsManifest.flatMap(({ paths }) =>
    paths.map((path) => entries.get(path) ?? new Uint8Array()),
  );
  return predictLayersModel(json, joinBytes(shards), inputs, inputShape);
}

/**
 * io and engine, handed in to the jobs: the one place where the worker's layers meet.
 * @param wasmPaths where tfjs finds its wasm files; left out in Node
 */
export const labParts = (wasmPaths?: Record<string, string>): LabParts => ({
  async assemble(files) {
    const bySource = new Map(files.map((file) => [sourceOfBlob(file.name, file.blob), file]));
    const { kept, ...assembled } = await assemble([...bySource.keys()]);
    return { ...assembled, kept: kept.flatMap((source) => bySource.get(source) ?? []) };
  },
  chooseBackend: (prefer) => chooseBackend(prefer, wasmPaths),
  evaluator: maskedEvaluator,
  maskGradients,
  warmUp,
  predict,
  encode: encodeModel,
  async predictIndependently({ format, bytes }, inputs, inputShape) {
    if (format !== "tfjs-layers") return null;
    return { reader: "tf.loadLayersModel", outputs: await predictWithTfjs(bytes, inputs, inputShape) };
  },
  sha256,
});
