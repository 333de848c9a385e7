import { FailureError } from "../../../core/failure.ts";
import { joinBytes } from "../../bytes/join-bytes.ts";
import { invalidModel, numberOf } from "../json-fields.ts";
import { readTensor } from "../tfjs-layers/stored-tensor.ts";
import { type ManifestGroup, storedBytes, type WeightEntry } from "../tfjs-layers/weights-manifest.ts";
import { type Constant, constantOf, sizeOf } from "./constant.ts";

/** A tensor of the weights manifest and its bytes as they lie in the shards. */
export interface StoredConstant {
  readonly entry: WeightEntry;
  readonly bytes: Uint8Array;
}

const damaged = (paths: string, message: string): FailureError =>
  new FailureError({
    kind: "file-damaged",
    message,
    where: paths,
    advice: "Fetch the weights again, or drop those of this very model.",
  });

/** Length of texts, each behind its own length as four bytes; one more than there is where they are cut off. */
function textBytes(entry: WeightEntry, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = 0;
  for (let left = sizeOf(entry.shape); left > 0 && end <= bytes.length; left--)
    end = end + 4 > bytes.length ? bytes.length + 1 : end + 4 + view.getUint32(end, true);
  return end;
}

function bytesOf(entry: WeightEntry, rest: Uint8Array): number {
  if (entry.dtype === "string") return textBytes(entry, rest);
  const bytes = entry.dtype === "complex64" ? 8 * sizeOf(entry.shape) : storedBytes(entry);
  if (bytes !== null) return bytes;
  throw new FailureError({
    kind: "model-unsupported",
    message: `The tensor "${entry.name}" has elements of type ${entry.dtype}, whose size Quorum does not know.`,
    where: entry.name,
    advice: "Convert the model with float32 weights.",
  });
}

/**
 * The tensors of a manifest by name, cut out of the shards and not yet decoded.
 * @param shards file bytes by manifest path
 * @throws FailureError file-incomplete for an absent shard, file-damaged where the bytes do not add up
 */
export function readStored(
  groups: readonly ManifestGroup[],
  shards: ReadonlyMap<string, Uint8Array>,
): ReadonlyMap<string, StoredConstant> {
  const stored = new Map<string, StoredConstant>();
  for (const group of groups) {
    const paths = group.paths.join(", ");
    const parts = group.paths.map((path) => {
      const part = shards.get(path);
      if (part !== undefined) return part;
      throw new FailureError({
        kind: "file-incomplete",
        message: `The weights file ${path}, named by model.json, is missing.`,
        where: path,
        advice: `Drop ${path} too.`,
      });
    });
    const bytes = parts.length === 1 && parts[0] !== undefined ? parts[0] : joinBytes(parts);
    let offset = 0;
    for (const entry of group.weights) {
      const length = bytesOf(entry, bytes.subarray(offset));
      if (offset + length > bytes.length)
        throw damaged(paths, `${paths} ends within the tensor "${entry.name}": the file looks cut off.`);
      stored.set(entry.name, { entry, bytes: bytes.subarray(offset, offset + length) });
      offset += length;
    }
    if (offset !== bytes.length)
      throw damaged(paths, `${paths} holds ${bytes.length} bytes, but the tensors in model.json take ${offset}.`);
  }
  return stored;
}

function wholeValues({ entry, bytes }: StoredConstant): ArrayLike<number> & Iterable<number> {
  const { buffer } = bytes.slice();
  const { quantization } = entry;
  if (entry.dtype === "bool") return new Uint8Array(buffer).map((value) => (value === 0 ? 0 : 1));
  if (quantization === null) return new Int32Array(buffer);
  const where = `quantization of "${entry.name}"`;
  const scale = numberOf(quantization.scale, 1, where);
  const min = numberOf(quantization.min, 0, where);
  const raw = quantization.dtype === "uint16" ? new Uint16Array(buffer) : new Uint8Array(buffer);
  // tfjs-core io rounds whole numbers that were quantised
  return Float64Array.from(raw, (value) => Math.round(value * scale + min));
}

/**
 * The numbers of a stored tensor.
 * @throws FailureError model-unsupported for texts and complex numbers; model-invalid for NaN or infinity
 */
export function decodeStored(stored: StoredConstant): Constant {
  const { entry, bytes } = stored;
  if (entry.dtype === "int32" || entry.dtype === "bool") {
    if (entry.quantization !== null && !["uint8", "uint16"].includes(String(entry.quantization.dtype)))
      throw invalidModel(entry.name, `The tensor "${entry.name}" is quantised in a way that whole numbers are not.`);
    return constantOf(entry.dtype, entry.shape, wholeValues(stored));
  }
  const { shape, values } = readTensor(entry, bytes);
  return { kind: "constant", type: "float32", shape, values, runtime: false };
}
