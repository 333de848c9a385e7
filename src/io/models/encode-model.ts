import type { Model } from "../../core/model/model.ts";
import type { ModelFormat } from "../../core/model/model-format.ts";
import type { EncodedModel, PrunedModel } from "../../core/prune/pruned-model.ts";
import { writeZip } from "../bytes/zip.ts";
import { loadSnippet } from "../scripts/load-snippet.ts";
import { originalScript } from "../scripts/original-script.ts";
import { encodeKeras3, encodeKerasH5 } from "./keras/keras-encode.ts";
import type { KerasOrigin } from "./keras/keras-origin.ts";
import type { EncodedFile } from "./model-claim.ts";
import { encodeFreshOnnx } from "./onnx/fresh-onnx.ts";
import { encodeOnnx } from "./onnx/onnx-encode.ts";
import type { OnnxOrigin } from "./onnx/onnx-origin.ts";
import type { GraphOrigin } from "./tfjs-graph/graph-origin.ts";
import { encodeGraphModel } from "./tfjs-graph/tfjs-graph-encode.ts";
import { encodeLayersModel } from "./tfjs-layers/tfjs-layers-encode.ts";
import type { TfjsOrigin } from "./tfjs-layers/tfjs-origin.ts";
import { encodeSafetensors, encodeSafetensorsFrom } from "./torch/torch-encode.ts";
import type { TorchOrigin } from "./torch/torch-origin.ts";

function layersModelFiles(model: Model, origin: TfjsOrigin | null): readonly EncodedFile[] {
  const encoded = encodeLayersModel(model, origin);
  return [{ name: "model.json", bytes: new TextEncoder().encode(encoded["model.json"]) }, ...encoded.shards];
}

/** The files of a format: patched where the network came from one of the same format, else made anew. */
async function filesOf({ model, origin, format }: PrunedModel, wanted: ModelFormat): Promise<readonly EncodedFile[]> {
  const own = format === wanted;
  switch (wanted) {
    case "tfjs-layers":
      return layersModelFiles(model, own ? (origin as TfjsOrigin) : null);
    case "tfjs-graph":
      return encodeGraphModel(model, origin as GraphOrigin);
    case "keras-v3":
      return encodeKeras3(model, own ? (origin as KerasOrigin) : null);
    case "keras-h5":
      return encodeKerasH5(model, own ? (origin as KerasOrigin) : null);
    case "onnx":
      return own ? encodeOnnx(model, origin as OnnxOrigin) : encodeFreshOnnx(model);
    case "safetensors":
    case "pytorch": {
      const torch = format === "safetensors" || format === "pytorch";
      // the architecture is in the metadata, too: one file is enough
      const files = await (torch ? encodeSafetensors(model, origin as TorchOrigin) : encodeSafetensorsFrom(model));
      return files.slice(0, 1);
    }
  }
}

const extensionOf = (name: string): string => /\.\w+$/.exec(name)?.[0] ?? "";

/**
 * A pruned network as one file of the format wanted: the format's own, or a zip where it has several; with the lines
 * that open it and the script that prunes the original.
 * @param stem name under which the file will be saved, without extension: what the lines open; that of its own format
 * where it is left out
 * @throws FailureError model-unsupported where the format cannot express the network
 */
export async function encodeModel(pruned: PrunedModel, wanted: ModelFormat, stem?: string): Promise<EncodedModel> {
  const files = await filesOf(pruned, wanted);
  const [only] = files;
  const single = files.length === 1 && only !== undefined;
  const extension = single ? extensionOf(only.name) : ".zip";
  const saved = single && stem !== undefined ? [{ ...only, name: `${stem}${extension}` }] : files;
  return {
    extension,
    bytes: single ? only.bytes : await writeZip(files.map(({ name, bytes }) => ({ path: name, bytes }))),
    fileBytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
    snippet: loadSnippet(pruned.model, wanted, saved),
    script: originalScript(pruned),
  };
}
