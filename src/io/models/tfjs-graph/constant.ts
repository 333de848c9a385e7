import type { Shape } from "../../../core/model/model.ts";

export type ConstantType = "float32" | "int32" | "bool";

/**
 * A tensor that does not depend on the examples' values. What depends on the number of examples is NaN, so that
 * arithmetic on shapes goes through.
 */
export interface Constant {
  readonly kind: "constant";
  readonly type: ConstantType;
  readonly shape: Shape;
  /** Row-major; whole numbers exactly. */
  readonly values: Float32Array | Float64Array;
  /** True where it follows from a tensor's shape while the network runs, so that it adapts by itself. */
  readonly runtime: boolean;
}

/** Number of elements of a shape. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, axis) => product * axis, 1);
}

/** A constant of these numbers, rounded to its type. */
export function constantOf(
  type: ConstantType,
  shape: Shape,
  values: ArrayLike<number> & Iterable<number>,
  runtime = false,
): Constant {
  return {
    kind: "constant",
    type,
    shape,
    values: type === "float32" ? Float32Array.from(values) : Float64Array.from(values),
    runtime,
  };
}

/** True where two constants hold the same numbers under the same shape. */
export function sameConstant(a: Constant, b: Constant): boolean {
  return (
    a.type === b.type &&
    a.shape.length === b.shape.length &&
    a.shape.every((axis, i) => axis === b.shape[i]) &&
    a.values.every((value, i) => Object.is(value, b.values[i]))
  );
}
