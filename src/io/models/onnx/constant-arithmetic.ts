import type { Constant } from "./tensor-data.ts";

export type Numbers = Pick<Constant, "shape" | "values" | "whole">;

export const sizeOfShape = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** Row-major strides. */
export function stridesOf(shape: readonly number[]): readonly number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--)
    strides[axis] = (strides[axis + 1] ?? 1) * (shape[axis + 1] ?? 1);
  return strides;
}

/**
 * Numbers picked by strides: element at index i of `shape` is at start + sum(i * strides) of the values.
 * @param strides may be 0 (repeated) or negative
 */
export function pickStrided(
  values: Constant["values"],
  shape: readonly number[],
  strides: readonly number[],
  start = 0,
): Constant["values"] {
  const size = sizeOfShape(shape);
  const picked = values instanceof Float32Array ? new Float32Array(size) : new Float64Array(size);
  const index = new Array<number>(shape.length).fill(0);
  let from = start;
  for (let i = 0; i < size; i++) {
    picked[i] = values[from] ?? 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1;
      from += strides[axis] ?? 0;
      if (next < (shape[axis] ?? 1)) {
        index[axis] = next;
        break;
      }
      from -= next * (strides[axis] ?? 0);
      index[axis] = 0;
    }
  }
  return picked;
}

/** Axes in another order: output axis i is input axis order[i]. */
export function transposed({ shape, values, whole }: Numbers, order: readonly number[]): Numbers {
  const strides = stridesOf(shape);
  const out = order.map((axis) => shape[axis] ?? 1);
  return {
    shape: out,
    whole,
    values: pickStrided(
      values,
      out,
      order.map((axis) => strides[axis] ?? 0),
    ),
  };
}

/** Shape of two tensors side by side, by the rules of NumPy; null where they do not fit. */
export function broadcastShape(a: readonly number[], b: readonly number[]): readonly number[] | null {
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const x = a[axis - rank + a.length] ?? 1;
    const y = b[axis - rank + b.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1) return null;
    shape.push(x === 1 ? y : x);
  }
  return shape;
}

/** A tensor repeated to a shape that it broadcasts to. */
export function expanded({ shape, values, whole }: Numbers, to: readonly number[]): Numbers {
  const strides = stridesOf(shape);
  const ahead = to.length - shape.length;
  return {
    shape: to,
    whole,
    values: pickStrided(
      values,
      to,
      to.map((_, axis) => ((shape[axis - ahead] ?? 1) === 1 ? 0 : (strides[axis - ahead] ?? 0))),
    ),
  };
}

/** Tensors behind each other along an axis; null where they do not fit. */
export function concatenated(parts: readonly Numbers[], axis: number): Numbers | null {
  const [first] = parts;
  if (first === undefined) return null;
  const fits = parts.every(
    ({ shape }) =>
      shape.length === first.shape.length && shape.every((length, i) => i === axis || length === first.shape[i]),
  );
  if (!fits) return null;
  const length = parts.reduce((sum, { shape }) => sum + (shape[axis] ?? 0), 0);
  const shape = first.shape.map((each, i) => (i === axis ? length : each));
  const inner = sizeOfShape(shape.slice(axis + 1));
  const outer = sizeOfShape(shape.slice(0, axis));
  const values = new Float64Array(outer * length * inner);
  let at = 0;
  for (let block = 0; block < outer; block++)
    for (const part of parts) {
      const run = (part.shape[axis] ?? 0) * inner;
      values.set(part.values.subarray(block * run, (block + 1) * run), at);
      at += run;
    }
  return { shape, values, whole: parts.every(({ whole }) => whole) };
}
