import type { Tensor } from "../../../core/model/model.ts";
import type { Constant } from "./constant.ts";
import type { WeightForm, WeightSlot } from "./graph-origin.ts";
import { transposed } from "./transpose-constant.ts";

function formed(values: Float32Array | Float64Array, form: WeightForm): Float32Array {
  if (form === "same" && values instanceof Float32Array) return values;
  return Float32Array.from(values, (x) => (form === "same" ? x : form === "negated" ? -x : 1 / x));
}

/** A weight of ours out of the file's constant. */
export function weightTensor(constant: Constant, { axes, form }: Pick<WeightSlot, "axes" | "form">): Tensor {
  const kept = axes.filter((axis) => axis >= 0);
  const squeezed = { ...constant, shape: constant.shape.filter((_, i) => axes[i] !== -1) };
  const { shape, values } = transposed(
    squeezed,
    kept.map((_, axis) => kept.indexOf(axis)),
  );
  return { shape, values: formed(values, form) };
}

/** The file's constant out of a weight of ours; the inverse of `weightTensor`. */
export function constantOfWeight(tensor: Tensor, { axes, form }: Pick<WeightSlot, "axes" | "form">): Constant {
  const kept = axes.filter((axis) => axis >= 0);
  const ours: Constant = {
    kind: "constant",
    type: "float32",
    shape: tensor.shape,
    values: tensor.values,
    runtime: false,
  };
  const theirs = transposed(ours, kept);
  return {
    ...theirs,
    shape: axes.map((axis) => (axis === -1 ? 1 : (tensor.shape[axis] ?? 1))),
    values: formed(theirs.values, form),
  };
}
