import { type Tensor, tf } from "./tf.ts";

/**
 * Every n-th place of one axis from the first on. Of slice, pad and reshape, since tfjs's strided slice has no gradient.
 * The caller disposes.
 */
export function everyNth<T extends Tensor>(x: T, axis: number, n: number): T {
  if (n === 1) return x;
  const count = Math.ceil(x.shape[axis] / n);
  const missing = count * n - x.shape[axis];
  const padding = x.shape.map((_, each): [number, number] => [0, each === axis ? missing : 0]);
  const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  const apart = tf.reshape(missing > 0 ? tf.pad(x, padding) : x, [sizeOf(before) * count, n, sizeOf(after)]);
  const first = tf.slice(apart, [0, 0, 0], [sizeOf(before) * count, 1, sizeOf(after)]);
  return tf.reshape(first, [...before, count, ...after]) as T;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);
