import type { Model } from "../../core/model/model.ts";
import type { ModelFormat } from "../../core/model/model-format.ts";
import { writeZip } from "../bytes/zip.ts";
import type { EncodedFile } from "./model-claim.ts";
import { encodeLayersModel } from "./tfjs-layers/tfjs-layers-encode.ts";
import type { TfjsOrigin } from "./tfjs-layers/tfjs-origin.ts";

async function filesOf(model: Model, origin: unknown): Promise<readonly EncodedFile[]> {
  const encoded = encodeLayersModel(model, origin as TfjsOrigin | null);
  return [{ name: "model.json", bytes: new TextEncoder().encode(encoded["model.json"]) }, ...encoded.shards];
}

/** A pruned network as one file: the format's own, or a zip where it has several. */
export async function encodeModel(
  pruned: { readonly model: Model; readonly origin: unknown; readonly format: ModelFormat },
  _wanted: ModelFormat,
) {
  const files = await filesOf(pruned.model, pruned.origin);
  const fileBytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const snippet = {
    language: "javascript",
    fileName: "load.js",
    text: `import * as tf from "@tensorflow/tfjs";

// unpack the zip beside your page
const model = await tf.loadLayersModel("./model.json");
const prediction = model.predict(input);`,
  };
  const zip = await writeZip(files.map(({ name, bytes }) => ({ path: name, bytes })));
  return { extension: ".zip", bytes: zip, fileBytes, snippet, script: null };
}
