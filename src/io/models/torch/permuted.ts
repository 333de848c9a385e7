import type { Tensor } from "../../../core/model/model.ts";

/** The tensor with its axes in another order: axis i of the result is axis axes[i] of the tensor. */
export function permuted({ shape, values }: Tensor, axes: readonly number[]): Tensor {
  const lengths = axes.map((axis) => shape[axis] ?? 1);
  const steps = axes.map((axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1));
  const result = new Float32Array(values.length);
  const index = lengths.map(() => 0);
  let from = 0;
  for (let at = 0; at < result.length; at++) {
    result[at] = values[from] ?? 0;
    for (let axis = axes.length - 1; axis >= 0; axis--) {
      const step = steps[axis] ?? 0;
      const next = (index[axis] ?? 0) + 1;
      from += step;
      index[axis] = next;
      if (next < (lengths[axis] ?? 0)) break;
      from -= next * step;
      index[axis] = 0;
    }
  }
  return { shape: lengths, values: result };
}

/** The order that undoes `axes`. */
export function inverse(axes: readonly number[]): readonly number[] {
  return axes.map((_, axis) => axes.indexOf(axis));
}
