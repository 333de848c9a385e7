import { type Constant, sizeOf } from "./constant.ts";

/** The constant with its axes in another order: output axis i is input axis order[i]. */
export function transposed(x: Constant, order: readonly number[]): Constant {
  if (order.every((axis, i) => axis === i)) return x;
  const shape = order.map((axis) => x.shape[axis] ?? 1);
  const steps = order.map((axis) => sizeOf(x.shape.slice(axis + 1)));
  const values = x.values.slice();
  const place = new Int32Array(shape.length);
  let from = 0;
  for (let to = 0; to < values.length; to++) {
    values[to] = x.values[from] ?? Number.NaN;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += steps[axis] ?? 0;
      place[axis] = (place[axis] ?? 0) + 1;
      if ((place[axis] ?? 0) < (shape[axis] ?? 1)) break;
      from -= (shape[axis] ?? 1) * (steps[axis] ?? 0);
      place[axis] = 0;
    }
  }
  return { ...x, shape, values };
}
