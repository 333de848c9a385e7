import { pickStrided, sizeOfShape, stridesOf } from "./constant-arithmetic.ts";
import { axisOf } from "./decoding.ts";
import { intOf, intsOf, invalidNode, type OnnxNode } from "./onnx-node.ts";
import { sliceRange } from "./slice-range.ts";
import type { Constant } from "./tensor-data.ts";

/** What a node makes of constants. */
export type Folded = Omit<Constant, "name">;
/** Axes as an attribute (older opsets) or as an input. */
export function axesOf(node: OnnxNode, input: Constant | undefined): readonly number[] | null {
  return intsOf(node, "axes") ?? (input === undefined ? null : [...input.values]);
}

/** A tensor that is one number all over; of an open shape (NaN) it is that number alone. */
export function uniform(shape: readonly number[], value: number, whole: boolean): Folded {
  if (shape.some(Number.isNaN)) return { shape, whole, values: new Float64Array(0), uniform: value };
  return { shape, whole, values: new Float64Array(sizeOfShape(shape)).fill(value) };
}

/** A Slice of a constant; null where it cuts the batch, of which nobody knows what is left. */
export function sliced(
  node: OnnxNode,
  [x, starts, ends, axes, steps]: readonly (Constant | undefined)[],
): Folded | null {
  if (x === undefined) return null;
  const begins = intsOf(node, "starts") ?? [...(starts?.values ?? [])];
  const ending = intsOf(node, "ends") ?? [...(ends?.values ?? [])];
  const along = axesOf(node, axes) ?? begins.map((_, i) => i);
  const shape = [...x.shape];
  const strides = [...stridesOf(x.shape)];
  let start = 0;
  let cutsBatch = false;
  along.forEach((axis, i) => {
    const at = axisOf(node, axis, shape.length);
    const step = steps?.values[i] ?? 1;
    if (step === 0) throw invalidNode(node, "slices with a step of 0");
    if (Number.isNaN(shape[at])) cutsBatch = true;
    const range = sliceRange(x.shape[at] ?? 0, begins[i] ?? 0, ending[i] ?? 0, step);
    start += range.begin * (strides[at] ?? 0);
    shape[at] = range.size;
    strides[at] = (strides[at] ?? 0) * step;
  });
  if (cutsBatch) return null;
  if (x.uniform !== undefined) return uniform(shape, x.uniform, x.whole);
  return { shape, whole: x.whole, values: pickStrided(x.values, shape, strides, start) };
}

/** A Gather out of a constant. */
export function gathered(node: OnnxNode, [x, indices]: readonly (Constant | undefined)[]): Folded | null {
  if (x === undefined || indices === undefined || x.uniform !== undefined) return null;
  const axis = axisOf(node, intOf(node, "axis", 0), x.shape.length);
  const inner = sizeOfShape(x.shape.slice(axis + 1));
  const outer = sizeOfShape(x.shape.slice(0, axis));
  const length = x.shape[axis] ?? 0;
  const picked = new Float64Array(outer * indices.values.length * inner);
  let at = 0;
  for (let block = 0; block < outer; block++)
    for (const index of indices.values) {
      const from = index < 0 ? index + length : index;
      if (!(from >= 0 && from < length)) throw invalidNode(node, `gathers element ${index} of ${length}`);
      for (let i = 0; i < inner; i++) picked[at++] = x.values[(block * length + from) * inner + i] ?? 0;
    }
  return {
    shape: [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)],
    whole: x.whole,
    values: picked,
  };
}
