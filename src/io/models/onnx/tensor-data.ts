import { FailureError } from "../../../core/failure.ts";
import { dataTypes } from "./data-types.ts";
import { numberOf } from "./model-proto.ts";
import type { TensorProto } from "./proto/onnx-messages.js";

/** Numbers that the graph knows without an input. */
export interface Constant {
  /** As the graph names it. */
  readonly name: string;
  /** NaN for an axis as long as the batch, where `uniform` is given. */
  readonly shape: readonly number[];
  /** Whole numbers and computed ones in 64 bits, stored ones in 32. NaN among whole numbers: the size of the batch. */
  readonly values: Float32Array | Float64Array;
  readonly whole: boolean;
  /** One value everywhere, over a shape that may hold the batch: `values` is empty. */
  readonly uniform?: number;
}

const describe = (tensor: TensorProto): string => `The tensor "${tensor.name ?? ""}"`;

function damaged(tensor: TensorProto, message: string): FailureError {
  return new FailureError({
    kind: "file-damaged",
    message: `${describe(tensor)} ${message}`,
    where: tensor.name ?? "a constant",
    advice: "Fetch or export the file again.",
  });
}

/** @throws FailureError file-damaged for lengths that are none */
export function shapeOf(tensor: TensorProto): readonly number[] {
  const shape = tensor.dims.map(numberOf);
  const size = shape.reduce((product, length) => product * length, 1);
  if (shape.length > 8 || shape.some((length) => length < 0) || !(size < 2 ** 31))
    throw damaged(tensor, `has the shape ${shape.slice(0, 9).join(" × ")}; none is like that.`);
  return shape;
}

/**
 * The numbers of a tensor, whatever type and field they are stored in.
 * @throws FailureError model-unsupported for a type without numbers, file-damaged where their count is not the shape's
 */
export function readConstant(tensor: TensorProto, name: string): Constant {
  const type = dataTypes.get(tensor.data_type ?? 0);
  if (type === undefined)
    throw new FailureError({
      kind: "model-unsupported",
      message: `The tensor "${name}" is stored as ONNX data type ${tensor.data_type ?? 0}; Quorum reads float16, bfloat16, float32, float64 and whole numbers.`,
      where: name,
      advice: "Export the model with float32 weights.",
    });
  const shape = shapeOf(tensor);
  const count = shape.reduce((product, length) => product * length, 1);
  const { raw_data: raw } = tensor;
  const typed = tensor[type.field] as readonly (number | TensorProto["int64_data"][number])[];
  if (raw !== null && raw.length > 0 ? raw.length !== count * type.bytes : typed.length !== count)
    throw damaged(
      tensor,
      raw !== null && raw.length > 0
        ? `has ${raw.length} bytes; its shape and type ask for ${count * type.bytes}.`
        : `has ${typed.length} numbers; its shape asks for ${count}.`,
    );
  const values = type.whole ? new Float64Array(count) : new Float32Array(count);
  if (raw !== null && raw.length > 0) {
    const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
    for (let i = 0; i < count; i++) values[i] = type.read(view, i * type.bytes);
  } else
    for (let i = 0; i < count; i++) {
      const stored = numberOf(typed[i] ?? 0);
      values[i] = type.fromBits?.(stored) ?? stored;
    }
  return { name, shape, values, whole: type.whole };
}
