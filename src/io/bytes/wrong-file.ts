import { FailureError } from "../../core/failure.ts";
import type { FileKind } from "./file-kind.ts";
import type { Recognised } from "./recognise.ts";

/** What the lab reads, for the sentence that refuses something else. */
export const whatWasExpected =
  "a tfjs LayersModel or GraphModel (model.json with its weight files), a Keras, ONNX, PyTorch or safetensors file, or data (IDX, CIFAR, NumPy, CSV, Parquet, text, a zip of pictures)";

/** The lines that make ONNX of a TensorFlow file. @param source option of tf2onnx that names the file */
const toOnnx = (source: string): string =>
  [
    "Export it as ONNX where it was trained, and drop that file:",
    "pip install tensorflow tf2onnx",
    `python -m tf2onnx.convert ${source} --output model.onnx`,
  ].join("\n");
const onePicture = "A single picture cannot be measured on: drop a zip with one folder of pictures for each class.";

const advice: ReadonlyMap<FileKind, string> = new Map<FileKind, string>([
  ["tflite", toOnnx("--tflite model.tflite")],
  ["saved-model", toOnnx("--saved-model FOLDER_OF_THE_MODEL")],
  ["png", onePicture],
  ["jpeg", onePicture],
  ["webp", onePicture],
  ["gif", onePicture],
  ["bmp", onePicture],
  ["xlsx", "Save the sheet as CSV and drop that."],
  ["archive", "Unpack it and drop what is inside, loose or as a zip."],
  ["html", "Probably the page around the download was saved: use the raw file's own address."],
  ["lfs-pointer", 'Fetch the file itself, with "git lfs pull" or from the download button of its page.'],
  ["python", "Run it to train and export the model, then drop what it wrote."],
  ["empty", "Fetch or export the file again."],
  ["run-record", "Drop the model and the data that the record names."],
  ["keras-config", "Drop the weights (.h5 or .weights.h5) as well."],
  ["quorum-layers", "Drop the weights (safetensors or .pt) as well."],
  ["tokenizer", "Drop the texts that it is for as well."],
  ["zip", "Unpack the inner archive and drop what is inside."],
  ["tar", "Unpack the inner archive and drop what is inside."],
]);

const readable: ReadonlySet<FileKind> = new Set<FileKind>([
  "empty",
  "html",
  "lfs-pointer",
  "text",
  "json",
  "binary",
  "python",
  "archive",
]);

/** The failure of a file that the lab has no use for: what it is, what was expected, and what to do. */
export function wrongFile(name: string, { kind, words }: Recognised): FailureError {
  const next = advice.get(kind);
  return new FailureError({
    kind: readable.has(kind) ? "file-unrecognised" : "file-unsupported",
    message: `${name} is ${words}; expected was ${whatWasExpected}.`,
    where: name,
    ...(next === undefined ? {} : { advice: next }),
  });
}
