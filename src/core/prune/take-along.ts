import type { Tensor } from "../model/model.ts";

/**
 * The tensor with only these indices along an axis, in this order; a new tensor.
 * @param indices numbers within the axis
 */
export function takeAlong(tensor: Tensor, axis: number, indices: readonly number[]): Tensor {
  const length = tensor.shape[axis];
  const inner = tensor.shape.slice(axis + 1).reduce((product, n) => product * n, 1);
  const outer = tensor.values.length / (length * inner);
  const values = new Float32Array(outer * indices.length * inner);
  for (let block = 0; block < outer; block++)
    indices.forEach((index, place) => {
      const from = (block * length + index) * inner;
      values.set(tensor.values.subarray(from, from + inner), (block * indices.length + place) * inner);
    });
  return { shape: tensor.shape.map((n, at) => (at === axis ? indices.length : n)), values };
}
