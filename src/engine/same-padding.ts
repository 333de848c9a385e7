/** Zeros before and after one axis under "same" padding, as TensorFlow counts them. */
export function samePadding(length: number, window: number, stride: number): [number, number] {
  const total = Math.max((Math.ceil(length / stride) - 1) * stride + window - length, 0);
  return [Math.floor(total / 2), total - Math.floor(total / 2)];
}
