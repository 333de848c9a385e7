/** What a file really is, by its bytes. */
export type FileKind =
  | "empty"
  | "gzip"
  | "zip"
  | "tar"
  | "archive"
  | "keras"
  | "pytorch"
  | "npz"
  | "xlsx"
  | "idx-images"
  | "idx-labels"
  | "cifar10"
  | "cifar100"
  | "parquet"
  | "tfjs-layers-model"
  | "tfjs-graph-model"
  | "keras-config"
  | "quorum-layers"
  | "tokenizer"
  | "run-record"
  | "json"
  | "jsonl"
  | "csv"
  | "text"
  | "html"
  | "lfs-pointer"
  | "python"
  | "png"
  | "jpeg"
  | "webp"
  | "gif"
  | "bmp"
  | "pdf"
  | "hdf5"
  | "npy"
  | "pickle"
  | "safetensors"
  | "onnx"
  | "tflite"
  | "saved-model"
  | "binary";

/** For the person, with the article. */
export const kindWords: Readonly<Record<FileKind, string>> = {
  empty: "an empty file",
  gzip: "a gzip file",
  zip: "a zip archive",
  tar: "a tar archive",
  archive: "an archive that Quorum does not open (RAR, 7z, bzip2, xz or Zstandard)",
  keras: "a Keras 3 model (.keras)",
  pytorch: "a PyTorch file (.pt)",
  npz: "NumPy arrays (.npz)",
  xlsx: "an Excel workbook",
  "idx-images": "IDX images",
  "idx-labels": "IDX labels",
  cifar10: "CIFAR-10 images in binary records",
  cifar100: "CIFAR-100 images in binary records",
  parquet: "a Parquet table",
  "tfjs-layers-model": "a tfjs LayersModel",
  "tfjs-graph-model": "a tfjs GraphModel",
  "keras-config": "the architecture of a Keras model without weights",
  "quorum-layers": "an architecture in Quorum's own layer JSON",
  tokenizer: "a tokenizer or word index",
  "run-record": "the record of a Quorum run",
  json: "a JSON file without a model in it",
  jsonl: "JSON lines",
  csv: "a table",
  text: "a text",
  html: "a web page",
  "lfs-pointer": "a Git LFS pointer, a note on where the real file is kept",
  python: "Python source",
  png: "a PNG picture",
  jpeg: "a JPEG picture",
  webp: "a WebP picture",
  gif: "a GIF picture",
  bmp: "a BMP picture",
  pdf: "a PDF document",
  hdf5: "an HDF5 file (Keras .h5)",
  npy: "a NumPy array",
  pickle: "a Python pickle (PyTorch)",
  safetensors: "a safetensors file",
  onnx: "an ONNX model",
  tflite: "a TensorFlow Lite model",
  "saved-model": "a TensorFlow SavedModel or frozen graph",
  binary: "binary data of an unknown kind",
};
