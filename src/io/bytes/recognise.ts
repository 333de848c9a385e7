import { decodeText } from "./text.ts";

/** What a file really is, by its bytes. */
export type FileKind =
  | "empty"
  | "gzip"
  | "zip"
  | "idx-images"
  | "idx-labels"
  | "tfjs-layers-model"
  | "tfjs-graph-model"
  | "run-record"
  | "json"
  | "csv"
  | "text"
  | "html"
  | "lfs-pointer"
  | "python"
  | "png"
  | "jpeg"
  | "pdf"
  | "hdf5"
  | "npy"
  | "pickle"
  | "safetensors"
  | "onnx"
  | "tflite"
  | "binary";

export interface Recognised {
  readonly kind: FileKind;
  /** For the person, with its article: "a PNG picture". */
  readonly words: string;
}

/** Bytes from the start of a file that are enough to recognise it. */
export const headLength = 64 * 1024;

const words: Readonly<Record<FileKind, string>> = {
  empty: "an empty file",
  gzip: "a gzip file",
  zip: "a zip archive",
  "idx-images": "IDX images",
  "idx-labels": "IDX labels",
  "tfjs-layers-model": "a tfjs LayersModel",
  "tfjs-graph-model": "a tfjs GraphModel",
  "run-record": "the record of a Quorum run",
  json: "a JSON file without a model in it",
  csv: "a table",
  text: "a text",
  html: "a web page",
  "lfs-pointer": "a Git LFS pointer, a note on where the real file is kept",
  python: "Python source",
  png: "a PNG picture",
  jpeg: "a JPEG picture",
  pdf: "a PDF document",
  hdf5: "an HDF5 file (Keras .h5)",
  npy: "a NumPy array",
  pickle: "a Python pickle (PyTorch)",
  safetensors: "a safetensors file",
  onnx: "an ONNX model",
  tflite: "a TensorFlow Lite model",
  binary: "binary data of an unknown kind",
};

const startsWith = (head: Uint8Array, ...magic: readonly number[]): boolean =>
  magic.every((byte, i) => head[i] === byte);
const ascii = (head: Uint8Array, from: number, text: string): boolean =>
  [...text].every((letter, i) => head[from + i] === letter.charCodeAt(0));

const idxWidths: ReadonlyMap<number, number> = new Map([
  [8, 1],
  [9, 1],
  [11, 2],
  [12, 4],
  [13, 4],
  [14, 8],
]);

/** 0 0 type dimensions, then their lengths; zeros at the start of a weights file do not look like that. */
function idxKind(head: Uint8Array, size: number): FileKind | null {
  const [, , type = 0, dimensions = 0] = head;
  const width = idxWidths.get(type);
  if (!startsWith(head, 0, 0) || width === undefined || dimensions < 1 || dimensions > 8) return null;
  if (head.length < 4 + 4 * dimensions) return size < 4 + 4 * dimensions ? null : "idx-images";
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let bytes = width;
  for (let axis = 0; axis < dimensions; axis++) bytes *= view.getUint32(4 + 4 * axis);
  // far from the declared size it is something else; near it, a cut-off file, which the decoder names
  if (bytes > 2 ** 36 || (bytes > 0 && size > 4 * bytes + 1024)) return null;
  return dimensions === 1 ? "idx-labels" : "idx-images";
}

function magicKind(head: Uint8Array, size: number): FileKind | null {
  if (startsWith(head, 0x1f, 0x8b)) return "gzip";
  if (startsWith(head, 0x50, 0x4b, 3, 4) || startsWith(head, 0x50, 0x4b, 5, 6)) return "zip";
  if (startsWith(head, 0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)) return "png";
  if (startsWith(head, 0xff, 0xd8, 0xff)) return "jpeg";
  if (startsWith(head, 0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10)) return "hdf5";
  if (ascii(head, 0, "%PDF-")) return "pdf";
  if (startsWith(head, 0x93) && ascii(head, 1, "NUMPY")) return "npy";
  if (ascii(head, 4, "TFL3")) return "tflite";
  // protocol opcode 0x80, version 2 to 5, then an opcode that a state_dict or its legacy magic begins with
  if (
    head[0] === 0x80 &&
    (head[1] ?? 0) >= 2 &&
    (head[1] ?? 9) <= 5 &&
    [0x8a, 0x63, 0x7d, 0x5d, 0x95, 0x58].includes(head[2] ?? 0)
  )
    return "pickle";
  const jsonLength = size > 10 && head.length > 9 ? new DataView(head.buffer, head.byteOffset).getUint32(0, true) : 0;
  if (jsonLength > 1 && jsonLength + 8 <= size && startsWith(head.subarray(4), 0, 0, 0, 0, 0x7b, 0x22))
    return "safetensors";
  return idxKind(head, size);
}

/** Field 1 (ir_version) as a small varint, then producer, opset or graph: how every exporter begins an ONNX file. */
function looksLikeOnnx(head: Uint8Array): boolean {
  if (head[0] !== 0x08 || (head[1] ?? 0) < 3 || (head[1] ?? 99) > 20) return false;
  return head[2] === 0x12 || head[2] === 0x3a || head[2] === 0x42;
}

function isText(head: Uint8Array): boolean {
  if (startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff)) return true;
  let control = 0;
  for (const byte of head) {
    if (byte === 0) return false;
    if (byte < 9 || (byte > 13 && byte < 32)) control++;
  }
  return control * 100 <= head.length && (isUtf8(head) || head.every((byte) => byte < 0x7f || byte >= 0xa0));
}

function isUtf8(head: Uint8Array): boolean {
  try {
    // a character may be cut at the end of the head
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function jsonKind(text: string): FileKind {
  if (/"format"\s*:\s*"graph-model"/.test(text)) return "tfjs-graph-model";
  if (/"format"\s*:\s*"layers-model"/.test(text)) return "tfjs-layers-model";
  if (/"modelTopology"\s*:\s*\{\s*"node"/.test(text)) return "tfjs-graph-model";
  if (/"modelTopology"/.test(text)) return "tfjs-layers-model";
  if (/"format"\s*:\s*"quorum-/.test(text) || /^\s*\{\s*"quorum"\s*:/.test(text)) return "run-record";
  return "json";
}

/** The same separator equally often in each of the first lines. */
function looksLikeTable(text: string, whole: boolean): boolean {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  const sure = (whole ? lines : lines.slice(0, -1)).slice(0, 20);
  if (sure.length === 0) return false;
  return [",", ";", "\t"].some((separator) => {
    const counts = sure.map((line) => line.replace(/"[^"]*"/g, "").split(separator).length - 1);
    const usual = counts.at(-1) ?? 0;
    return usual > 0 && counts.filter((count) => count === usual).length * 2 > counts.length;
  });
}

function textKind(name: string, head: Uint8Array, size: number): FileKind {
  const text = decodeText(head);
  const start = text.trimStart();
  if (start.startsWith("version https://git-lfs.github.com/spec/")) return "lfs-pointer";
  if (/^<(!doctype|html|\?xml|head|body|svg)/i.test(start)) return "html";
  if (/^[{[]/.test(start)) return jsonKind(text);
  if (/^(#!.*python|import \w|from [\w.]+ import )/m.test(text.slice(0, 4096))) return "python";
  if (/\.(csv|tsv)(\.gz)?$/i.test(name) || looksLikeTable(text, size <= head.length)) return "csv";
  return "text";
}

/**
 * What a file really is, by its first bytes; its name only breaks ties among texts.
 * @param head the first `headLength` bytes, or all of a smaller file
 * @param size of the whole file in bytes
 */
export function recognise(name: string, head: Uint8Array, size: number): Recognised {
  const kind =
    size === 0
      ? "empty"
      : (magicKind(head, size) ??
        (looksLikeOnnx(head) ? "onnx" : isText(head) ? textKind(name, head, size) : "binary"));
  return { kind, words: words[kind] };
}
