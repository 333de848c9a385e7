import { FailureError } from "../../../core/failure.ts";
import type { Tensor } from "../../../core/model/model.ts";
import { invalidModel, numberOf } from "../json-fields.ts";
import type { WeightEntry } from "./weights-manifest.ts";

/** IEEE 754 half precision to a number. */
export function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function dequantised(entry: WeightEntry, stored: Uint8Array | Uint16Array): Float32Array {
  const where = `quantization of "${entry.name}"`;
  // tfjs-core io: value = stored * scale + min, computed in double precision
  const scale = numberOf(entry.quantization?.scale, Number.NaN, where);
  const min = numberOf(entry.quantization?.min, Number.NaN, where);
  if (Number.isNaN(scale) || Number.isNaN(min))
    throw invalidModel(where, `The quantised tensor "${entry.name}" lacks its scale or minimum.`);
  return Float32Array.from(stored, (value) => value * scale + min);
}

function valuesOf(entry: WeightEntry, bytes: Uint8Array): Float32Array {
  const stored = entry.quantization === null ? entry.dtype : entry.quantization.dtype;
  // a copy, so that the typed arrays below start on their own alignment
  const { buffer } = bytes.slice();
  if (entry.dtype === "float32") {
    if (entry.quantization === null) return new Float32Array(buffer);
    if (stored === "float16") return Float32Array.from(new Uint16Array(buffer), half);
    if (stored === "uint8") return dequantised(entry, new Uint8Array(buffer));
    if (stored === "uint16") return dequantised(entry, new Uint16Array(buffer));
  }
  throw new FailureError({
    kind: "model-unsupported",
    message: `The tensor "${entry.name}" is stored as ${String(stored)}; Quorum reads float32, and uint8, uint16 or float16 quantised from it.`,
    where: entry.name,
    advice: "Convert the model with float32 weights.",
  });
}

/**
 * A weight whose numbers are all finite.
 * @throws FailureError model-invalid for NaN or infinity, with tensor and position
 */
export function finiteTensor(name: string, shape: readonly number[], values: Float32Array): Tensor {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw invalidModel(
      `${name}, element ${bad}`,
      `The tensor "${name}" holds ${values[bad]} at element ${bad} of ${values.length}: the network was damaged or diverged in training.`,
      "Use a checkpoint from before the training diverged.",
    );
  return { shape, values };
}

/**
 * A weight out of its bytes, little-endian, as float32.
 * @throws FailureError model-unsupported for another type; model-invalid for NaN or infinity, with tensor and position
 */
export function readTensor(entry: WeightEntry, bytes: Uint8Array): Tensor {
  return finiteTensor(entry.name, entry.shape, valuesOf(entry, bytes));
}
