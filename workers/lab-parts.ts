import type { Shape } from "../src/core/model/model.ts";
import { chooseBackend } from "../src/engine/backend.ts";
import { type LayersModelJson, predictLayersModel } from "../src/engine/layers-model.ts";
import { maskedEvaluator } from "../src/engine/masked-evaluator.ts";
import { predict } from "../src/engine/predict.ts";
import { warmUp } from "../src/engine/warm-up.ts";
import { assemble } from "../src/io/assemble.ts";
import { sourceOfBlob } from "../src/io/bytes/byte-source.ts";
import { joinBytes } from "../src/io/bytes/join-bytes.ts";
import { sha256 } from "../src/io/bytes/sha256.ts";
import { readZip } from "../src/io/bytes/zip.ts";
import { encodeLayersModel } from "../src/io/models/tfjs-layers-encode.ts";
import type { TfjsOrigin } from "../src/io/models/tfjs-origin.ts";
import { zipModel } from "../src/io/models/zip-model.ts";
import type { LabParts } from "../src/jobs/lab-parts.ts";
import { wasmPaths } from "./wasm-paths.ts";

/** tfjs's own reader on an exported zip: model.json and its shards in the manifest's order. */
async function predictWithTfjs(zip: Uint8Array, inputs: Float32Array, inputShape: Shape): Promise<Float32Array> {
  const entries = new Map((await readZip("export", zip)).map(({ path, bytes }) => [path, bytes]));
  const json = JSON.parse(new TextDecoder().decode(entries.get("model.json"))) as LayersModelJson;
  const shards = json.weightsManifest.flatMap(({ paths }) =>
    paths.map((path) => entries.get(path) ?? new Uint8Array()),
  );
  return predictLayersModel(json, joinBytes(shards), inputs, inputShape);
}

/** io and engine, handed in to the jobs: the one place where the worker's layers meet. */
export const labParts: LabParts = {
  async assemble(files) {
    const { model, ...rest } = await assemble(files.map(({ name, blob }) => sourceOfBlob(name, blob)));
    return { ...rest, model: model && { ...model.decoded, hash: model.hash, fileBytes: model.fileBytes } };
  },
  chooseBackend: (prefer) => chooseBackend(prefer, wasmPaths),
  evaluator: maskedEvaluator,
  warmUp,
  predict,
  encode: (model, origin) => zipModel(encodeLayersModel(model, origin as TfjsOrigin | null)),
  predictLayersModel: predictWithTfjs,
  sha256,
};
