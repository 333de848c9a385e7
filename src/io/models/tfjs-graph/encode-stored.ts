import { isObject, type JsonObject } from "../json-fields.ts";
import type { WeightEntry } from "../tfjs-layers/weights-manifest.ts";
import { type Constant, sameConstant } from "./constant.ts";
import { decodeStored, type StoredConstant } from "./stored-constants.ts";

/** The nearest half-precision number, as its bits; exact for what came out of half precision. */
function halfBits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size === 0) return sign;
  const exponent = Math.min(15, Math.max(-14, Math.floor(Math.log2(size))));
  const scaled = Math.round((size / 2 ** exponent) * 1024);
  // below 1024 the number is subnormal; 2048 carries into the exponent, which the addition does by itself
  return sign + (scaled < 1024 ? scaled : Math.min(0x7bff, ((exponent + 15) << 10) + scaled - 1024));
}

function quantised(constant: Constant, quantization: JsonObject): Uint8Array | null {
  const { values } = constant;
  const bytesOf = ({ buffer }: Uint16Array): Uint8Array => new Uint8Array(buffer as ArrayBuffer);
  if (quantization.dtype === "float16") return bytesOf(Uint16Array.from(values, halfBits));
  const { scale, min, dtype } = quantization;
  if (typeof scale !== "number" || typeof min !== "number" || scale === 0) return null;
  const most = dtype === "uint16" ? 0xffff : 0xff;
  const levels = Array.from(values, (value) => Math.min(most, Math.max(0, Math.round((value - min) / scale))));
  return dtype === "uint16" ? bytesOf(Uint16Array.from(levels)) : Uint8Array.from(levels);
}

function plain({ type, values }: Constant): Uint8Array {
  if (type === "bool") return Uint8Array.from(values);
  const typed = type === "int32" ? Int32Array.from(values) : Float32Array.from(values);
  return new Uint8Array(typed.buffer);
}

/**
 * A constant as the manifest and the shard hold it. A quantised tensor stays quantised where that loses nothing, as
 * for weights that were only cut; otherwise it becomes plain.
 * @param like how the file stored it; null for a new one
 */
export function encodeStored(name: string, constant: Constant, like: WeightEntry | null): StoredConstant {
  const entry: WeightEntry = { name, shape: constant.shape, dtype: constant.type, quantization: null, group: null };
  if (like !== null && isObject(like.quantization) && like.dtype === constant.type) {
    const bytes = quantised(constant, like.quantization);
    if (bytes !== null) {
      const stored = { entry: { ...entry, quantization: like.quantization }, bytes };
      if (sameConstant(decodeStored(stored), constant)) return stored;
    }
  }
  return { entry, bytes: plain(constant) };
}

/** A manifest entry as JSON. */
export function entryJson({ name, shape, dtype, quantization }: WeightEntry): JsonObject {
  return { name, shape: [...shape], dtype, ...(quantization === null ? {} : { quantization }) };
}
