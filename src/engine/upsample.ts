import type { UpsamplingLayer } from "../core/model/rearrange-layers.ts";
import { type Tensor, type Tensor3D, tf } from "./tf.ts";

/**
 * Upsampling by whole factors, one axis after the other, of ops that have gradients on every backend: tfjs's resizing
 * has none for half-pixel centres, and none at all on wasm.
 */
export function upsample(layer: UpsamplingLayer, x: Tensor): Tensor {
  const alongAxis = layer.interpolation === "nearest" ? repeated : blended;
  return layer.size.reduce((grown: Tensor, factor, place) => {
    if (factor === 1) return grown;
    const axis = place + 1;
    const [before, after] = [grown.shape.slice(0, axis), grown.shape.slice(axis + 1)];
    const rows = tf.reshape(grown, [sizeOf(before), grown.shape[axis], sizeOf(after)]) as Tensor3D;
    return tf.reshape(alongAxis(rows, factor), [...before, grown.shape[axis] * factor, ...after]);
  }, x);
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** Each row of the middle axis `factor` times; [before, rows * factor, after] up to a reshape. */
function repeated(x: Tensor3D, factor: number): Tensor {
  const [before, rows, after] = x.shape;
  return tf.tile(tf.reshape(x, [before * rows, 1, after]), [1, factor, 1]);
}

/**
 * Linear between rows, half-pixel centres: new row p of row i lies (p + 0.5) / factor - 0.5 rows from it, towards the
 * row before it or the one after; the first and the last row are repeated outside.
 */
function blended(x: Tensor3D, factor: number): Tensor {
  const [before, rows, after] = x.shape;
  const cut = (from: number, count: number) => tf.slice(x, [0, from, 0], [before, count, after]);
  const previous = rows === 1 ? x : tf.concat([cut(0, 1), cut(0, rows - 1)], 1);
  const next = rows === 1 ? x : tf.concat([cut(1, rows - 1), cut(rows - 1, 1)], 1);
  const phases = Array.from({ length: factor }, (_, p) => {
    const offset = (p + 0.5) / factor - 0.5;
    const share = Math.abs(offset);
    return tf.add(tf.mul(x, 1 - share), tf.mul(offset < 0 ? previous : next, share));
  });
  return tf.stack(phases, 2);
}
