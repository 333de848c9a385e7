import { FailureError } from "../../../core/failure.ts";
import type { Shape } from "../../../core/model/model.ts";
import { invalidModel } from "../json-fields.ts";
import { isFloat, type StoredType, typeWidths } from "./stored-type.ts";

/** A named tensor of a state_dict as it is stored. */
export interface StateTensor {
  readonly name: string;
  readonly type: StoredType;
  readonly shape: Shape;
  /** Row-major and little-endian, shape x width bytes. */
  readonly bytes: Uint8Array;
}

/** A state_dict: its tensors by name, in the order of the file. */
export type StateDict = ReadonlyMap<string, StateTensor>;

/** IEEE 754 half precision to a number. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The upper half of a float32. */
function brain(words: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(words, (word) => word << 16).buffer);
}

function numbersOf({ name, type, bytes }: StateTensor): Float32Array {
  if (!isFloat(type))
    throw new FailureError({
      kind: "model-unsupported",
      message: `The tensor "${name}" is stored as ${type}; weights in F64, F32, F16 or BF16 were expected.`,
      where: name,
      advice: "Save the network with floating-point weights (not quantised).",
    });
  // a copy, so that the typed arrays start on their own alignment and belong to the model alone
  const { buffer } = bytes.slice();
  if (type === "F32") return new Float32Array(buffer);
  if (type === "F64") return Float32Array.from(new Float64Array(buffer));
  return type === "F16" ? Float32Array.from(new Uint16Array(buffer), half) : brain(new Uint16Array(buffer));
}

/**
 * A tensor's numbers as float32, row-major.
 * @throws FailureError model-unsupported for another type than floats; model-invalid for NaN or infinity, with its place
 */
export function floatsOf(tensor: StateTensor): Float32Array {
  const values = numbersOf(tensor);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw invalidModel(
      `${tensor.name}, element ${bad}`,
      `The tensor "${tensor.name}" holds ${values[bad]} at element ${bad} of ${values.length}: the network was damaged or diverged in training.`,
      "Use a checkpoint from before the training diverged.",
    );
  return values;
}

/** A float32 tensor of a state_dict. */
export function stateTensor(name: string, shape: Shape, values: Float32Array): StateTensor {
  return { name, type: "F32", shape, bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}

/** Bytes of a tensor of this type and shape. Null where the product does not fit into a number exactly. */
export function bytesOf(type: StoredType, shape: Shape): number | null {
  let bytes = typeWidths[type];
  for (const length of shape) bytes *= length;
  // a zero after an overflow would hide it, so each partial product is looked at as well
  let part = typeWidths[type];
  for (const length of shape) {
    part *= Math.max(1, length);
    if (!Number.isSafeInteger(part)) return null;
  }
  return bytes;
}
