import type { FileKind } from "./file-kind.ts";
import { isTarHeader } from "./tar-header.ts";

const startsWith = (head: Uint8Array, ...magic: readonly number[]): boolean =>
  magic.every((byte, i) => head[i] === byte);
const ascii = (head: Uint8Array, from: number, text: string): boolean =>
  [...text].every((letter, i) => head[from + i] === letter.charCodeAt(0));
const viewOf = (head: Uint8Array): DataView => new DataView(head.buffer, head.byteOffset, head.byteLength);

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
  const view = viewOf(head);
  let bytes = width;
  for (let axis = 0; axis < dimensions; axis++) bytes *= view.getUint32(4 + 4 * axis);
  // far from the declared size it is something else; near it, a cut-off file, which the decoder names
  if (bytes > 2 ** 36 || (bytes > 0 && size > 4 * bytes + 1024)) return null;
  return dimensions === 1 ? "idx-labels" : "idx-images";
}

/** Windows bitmap: BM, a reserved zero, then a header of one of the known lengths. */
function isBitmap(head: Uint8Array): boolean {
  if (!ascii(head, 0, "BM") || head.length < 26) return false;
  const view = viewOf(head);
  return view.getUint32(6, true) === 0 && [12, 40, 52, 56, 64, 108, 124].includes(view.getUint32(14, true));
}

function pictureKind(head: Uint8Array): FileKind | null {
  if (startsWith(head, 0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)) return "png";
  if (startsWith(head, 0xff, 0xd8, 0xff)) return "jpeg";
  if (ascii(head, 0, "RIFF") && ascii(head, 8, "WEBP")) return "webp";
  if (ascii(head, 0, "GIF87a") || ascii(head, 0, "GIF89a")) return "gif";
  return isBitmap(head) ? "bmp" : null;
}

function packedKind(head: Uint8Array): FileKind | null {
  if (startsWith(head, 0x1f, 0x8b)) return "gzip";
  if (startsWith(head, 0x50, 0x4b, 3, 4) || startsWith(head, 0x50, 0x4b, 5, 6)) return "zip";
  const foreign =
    ascii(head, 0, "Rar!\x1a\x07") ||
    startsWith(head, 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c) ||
    startsWith(head, 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0) ||
    startsWith(head, 0x28, 0xb5, 0x2f, 0xfd) ||
    (ascii(head, 0, "BZh") && ascii(head, 4, "1AY&SY"));
  if (foreign) return "archive";
  return isTarHeader(head) ? "tar" : null;
}

/** Protocol opcode 0x80, version 2 to 5, then an opcode that a state_dict or its legacy magic begins with. */
const isPickle = (head: Uint8Array): boolean =>
  head[0] === 0x80 &&
  (head[1] ?? 0) >= 2 &&
  (head[1] ?? 9) <= 5 &&
  [0x8a, 0x63, 0x7d, 0x5d, 0x95, 0x58].includes(head[2] ?? 0);

function isSafetensors(head: Uint8Array, size: number): boolean {
  if (size < 11 || head.length < 10) return false;
  const jsonLength = viewOf(head).getUint32(0, true);
  return jsonLength > 1 && jsonLength + 8 <= size && startsWith(head.subarray(4), 0, 0, 0, 0, 0x7b, 0x22);
}

/** Field 1 (ir_version) as a small varint, then producer, opset or graph: how every exporter begins an ONNX file. */
const isOnnx = (head: Uint8Array): boolean =>
  head[0] === 0x08 &&
  (head[1] ?? 0) >= 3 &&
  (head[1] ?? 99) <= 20 &&
  [0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42].includes(head[2] ?? 0);

/** A SavedModel (schema version 1, then a graph), or a GraphDef (its first node: name, then op). */
function isTensorFlowGraph(head: Uint8Array): boolean {
  if (startsWith(head, 0x08, 0x01, 0x12)) return true;
  if (head[0] !== 0x0a) return false;
  let at = 1;
  while ((head[at] ?? 0) >= 0x80 && at < 6) at++;
  const name = head[at + 2] ?? 0;
  const op = at + 3 + name;
  const length = head[op + 1] ?? 0;
  const letters = (from: number, count: number) =>
    head.subarray(from, from + count).every((byte) => byte > 0x20 && byte < 0x7f);
  return (
    head[at + 1] === 0x0a &&
    name > 0 &&
    letters(at + 3, name) &&
    head[op] === 0x12 &&
    length > 2 &&
    length < 64 &&
    op + 2 + length <= head.length &&
    head.subarray(op + 2, op + 2 + length).every((byte) => /[A-Za-z0-9_]/.test(String.fromCharCode(byte)))
  );
}

/** Records of a label and 32 x 32 x 3 bytes; 21 labels in range at their places are no accident. */
function cifarKind(head: Uint8Array, size: number): FileKind | null {
  const labels = (record: number, at: number) =>
    Array.from({ length: Math.floor((head.length - at - 1) / record) + 1 }, (_, i) => head[i * record + at] ?? 255);
  if (size % 3073 === 0 && labels(3073, 0).every((label) => label < 10)) return "cifar10";
  if (size % 3074 !== 0) return null;
  return labels(3074, 0).every((label) => label < 20) && labels(3074, 1).every((label) => label < 100)
    ? "cifar100"
    : null;
}

/** What begins with bytes of its own, such as a magic number; null for everything else. */
export function binaryKind(head: Uint8Array, size: number): FileKind | null {
  const kind = packedKind(head) ?? pictureKind(head);
  if (kind !== null) return kind;
  if (startsWith(head, 0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10)) return "hdf5";
  if (ascii(head, 0, "%PDF-")) return "pdf";
  if (ascii(head, 0, "PAR1")) return "parquet";
  if (startsWith(head, 0x93) && ascii(head, 1, "NUMPY")) return "npy";
  if (ascii(head, 4, "TFL3")) return "tflite";
  if (isPickle(head)) return "pickle";
  if (isSafetensors(head, size)) return "safetensors";
  return idxKind(head, size) ?? (isOnnx(head) ? "onnx" : isTensorFlowGraph(head) ? "saved-model" : null);
}

/** What has no magic number and shows itself by its size and the bytes at certain places; its name breaks ties. */
export function recordKind(name: string, head: Uint8Array, size: number): FileKind {
  // a batch of CIFAR-10 that is cut off or changed is named as one, so that its reader can say what is wrong
  if (size >= 3073 && /(^|[/: ])(data_batch_\d+|test_batch)\.bin$/i.test(name)) return "cifar10";
  return cifarKind(head, size) ?? "binary";
}
