import { FailureError } from "../../core/failure.ts";
import type { FileKind, Recognised } from "./recognise.ts";

/** What the lab reads, for the sentence that refuses something else. */
export const whatWasExpected =
  "a tfjs LayersModel (model.json with its weight files, loose or zipped), IDX images and labels, or a CSV table";

const convert =
  "Convert the model to a tfjs LayersModel with tensorflowjs_converter and drop model.json with its weight files.";

const advice: ReadonlyMap<FileKind, string> = new Map<FileKind, string>([
  [
    "tfjs-graph-model",
    'Convert the Keras model with "tensorflowjs_converter --output_format=tfjs_layers_model" instead.',
  ],
  ["hdf5", convert],
  ["onnx", convert],
  ["pickle", convert],
  ["safetensors", convert],
  ["tflite", convert],
  ["npy", "Save images and labels as IDX, or as a CSV table with the label in the last column."],
  ["png", "Pictures come as IDX files of many; a single one cannot be measured on."],
  ["jpeg", "Pictures come as IDX files of many; a single one cannot be measured on."],
  ["html", "Probably the page around the download was saved: use the raw file's own address."],
  ["lfs-pointer", 'Fetch the file itself, with "git lfs pull" or from the download button of its page.'],
  ["python", "Run it to train and export the model, then drop what it wrote."],
  ["empty", "Fetch or export the file again."],
  ["run-record", "Drop the model and the data that the record names."],
  ["zip", "Unpack the inner archive and drop what is inside."],
]);

const readable: ReadonlySet<FileKind> = new Set<FileKind>([
  "empty",
  "html",
  "lfs-pointer",
  "text",
  "json",
  "binary",
  "python",
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
