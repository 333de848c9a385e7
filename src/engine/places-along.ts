import { type Tensor, tf } from "./tf.ts";

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/**
 * `count` places of one axis, from `begin` on in steps of `stride`. Of slice, pad and reshape, since tfjs's strided slice
 * has no gradient, and over three axes, since WebGPU pads no more than four. The caller disposes.
 */
export function placesAlong<T extends Tensor>(x: T, axis: number, begin: number, count: number, stride: number): T {
  if (begin === 0 && count === x.shape[axis] && stride === 1) return x;
  const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  const [rows, width] = [sizeOf(before), sizeOf(after)];
  const reach = (count - 1) * stride + 1;
  const flat = tf.reshape(x, [rows, x.shape[axis], width]);
  const cut = tf.slice(flat, [0, begin, 0], [rows, reach, width]);
  if (stride === 1) return tf.reshape(cut, [...before, count, ...after]) as T;
  // one step a row; the last step is filled up with zeros
  const padded = tf.pad(cut, [
    [0, 0],
    [0, count * stride - reach],
    [0, 0],
  ]);
  const first = tf.slice(tf.reshape(padded, [rows * count, stride, width]), [0, 0, 0], [rows * count, 1, width]);
  return tf.reshape(first, [...before, count, ...after]) as T;
}
