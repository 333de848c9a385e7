import { FailureError } from "../../../core/failure.ts";
import { parseJson } from "../../bytes/json-text.ts";
import { isObject } from "../json-fields.ts";
import { duplicateKeyOf } from "./duplicate-keys.ts";
import { bytesOf, type StateDict, type StateTensor } from "./state-tensor.ts";
import { isStoredType } from "./stored-type.ts";

/** Free text by key, in the order of the file. */
export type Metadata = readonly (readonly [key: string, text: string])[];

/** Everything that a safetensors file holds. */
export interface Safetensors {
  /** In the order of their bytes. */
  readonly tensors: StateDict;
  readonly metadata: Metadata;
}

const longestHeader = 100_000_000;
const mostAxes = 16;

function damaged(name: string, message: string): FailureError {
  return new FailureError({
    kind: "file-damaged",
    message: `${name} is no sound safetensors file: ${message}.`,
    where: name,
    advice: "Fetch or export the file again.",
  });
}

function headerOf(name: string, bytes: Uint8Array): { readonly text: string; readonly end: number } {
  if (bytes.length < 10) throw damaged(name, `it has ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32;
  if (length > longestHeader) throw damaged(name, "its header is longer than 100 MB");
  const end = 8 + length;
  if (end > bytes.length)
    throw damaged(
      name,
      `its header should have ${length} bytes, and the file ends after ${bytes.length - 8}: it is cut off`,
    );
  if (bytes[8] !== 0x7b) throw damaged(name, "its header does not begin with {");
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(8, end)), end };
  } catch {
    throw damaged(name, "its header is not UTF-8");
  }
}

function metadataOf(name: string, value: unknown): Metadata {
  if (value === undefined || value === null) return [];
  if (!isObject(value)) throw damaged(name, "__metadata__ is no object");
  return Object.entries(value).map(([key, text]) => {
    if (typeof text !== "string") throw damaged(name, `__metadata__ has "${key}", which is no text`);
    return [key, text] as const;
  });
}

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

interface Extent extends Omit<StateTensor, "bytes"> {
  readonly begin: number;
  readonly end: number;
}

function extentOf(file: string, name: string, entry: unknown): Extent {
  const refuse = (message: string) => damaged(file, `the tensor "${name}" ${message}`);
  if (!isObject(entry)) throw refuse("is no object");
  const { dtype: type, shape, data_offsets: offsets } = entry;
  if (!isStoredType(type))
    throw new FailureError({
      kind: "file-unsupported",
      message: `The tensor "${name}" in ${file} is stored as ${String(type)}, which Quorum does not read.`,
      where: `${file}: ${name}`,
      advice: "Save the network with float32 weights.",
    });
  if (!Array.isArray(shape) || shape.length > mostAxes || !shape.every(isCount)) throw refuse("has no sound shape");
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount)) throw refuse("has no sound offsets");
  const [begin = 0, end = 0] = offsets as number[];
  const bytes = bytesOf(type, shape);
  if (bytes === null) throw refuse(`has a shape of ${shape.join(" x ")}, more than any computer holds`);
  if (end - begin !== bytes)
    throw refuse(
      `has ${end - begin} bytes by its offsets, and its shape of ${shape.join(" x ") || "one number"} needs ${bytes}`,
    );
  return { name, type, shape, begin, end };
}

/**
 * A safetensors file: an 8-byte length, a JSON header and the tensors without holes. The tensors are views of `bytes`.
 * Source: the format's description at github.com/huggingface/safetensors.
 * @throws FailureError file-damaged where anything contradicts itself, file-unsupported for a type that is not read
 */
export function readSafetensors(file: string, bytes: Uint8Array): Safetensors {
  const { text, end: start } = headerOf(file, bytes);
  const twice = duplicateKeyOf(file, text);
  if (twice !== null) throw damaged(file, `its header has "${twice}" twice`);
  const header = parseJson(file, text);
  if (!isObject(header)) throw damaged(file, "its header is no object");
  const extents = Object.entries(header)
    .filter(([name]) => name !== "__metadata__")
    .map(([name, entry]) => extentOf(file, name, entry))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  const length = bytes.length - start;
  let at = 0;
  for (const { name, begin, end } of extents) {
    if (begin !== at)
      throw damaged(
        file,
        `the tensor "${name}" begins at byte ${begin}, ${begin < at ? "inside" : "with a hole behind"} the one before it`,
      );
    at = end;
  }
  if (at !== length)
    throw damaged(
      file,
      `its tensors take ${at} bytes and the file has ${length}${at > length ? ": it is cut off" : ""}`,
    );
  const tensors = extents.map(({ name, type, shape, begin, end }): StateTensor => {
    return { name, type, shape, bytes: bytes.subarray(start + begin, start + end) };
  });
  return {
    tensors: new Map(tensors.map((tensor) => [tensor.name, tensor])),
    metadata: metadataOf(file, Object.hasOwn(header, "__metadata__") ? header.__metadata__ : undefined),
  };
}
