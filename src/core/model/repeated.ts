import type { Shape } from "./model.ts";
import { sizeOf } from "./weight-shapes.ts";

/**
 * Where a smaller tensor is read when it is repeated to fill a larger one: for each element of `to`, row-major, the
 * index into the smaller tensor. Its axes align with the last axes of `to`; each is as long, or 1 and repeated.
 */
export function repeated(shape: Shape, to: Shape): Int32Array {
  const missing = to.length - shape.length;
  let step = 1;
  const steps = new Array<number>(to.length).fill(0);
  for (let axis = to.length - 1; axis >= missing; axis--) {
    const length = shape[axis - missing];
    if (length > 1) steps[axis] = step;
    step *= length;
  }
  const from = new Int32Array(sizeOf(to));
  const place = new Array<number>(to.length).fill(0);
  for (let i = 0, at = 0; i < from.length; i++) {
    from[i] = at;
    for (let axis = to.length - 1; axis >= 0; axis--) {
      at += steps[axis];
      if (++place[axis] < to[axis]) break;
      at -= steps[axis] * to[axis];
      place[axis] = 0;
    }
  }
  return from;
}
