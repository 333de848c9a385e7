import type { GlobalPoolLayer, PoolLayer } from "../core/model/model.ts";
import { samePadding } from "./same-padding.ts";
import { type Tensor, type Tensor4D, tf } from "./tf.ts";

type Pair = [number, number];
type Sides = readonly [number, number];

/** Finite, so that no shader meets an infinity. */
const lowest = -3.4028234e38;

const padsNothing = (sides: readonly Sides[]): boolean => sides.every(([before, after]) => before + after === 0);

/** Explicit padding of both axes; null where tfjs's own "same" and "valid" are right. */
function explicitPadding(layer: PoolLayer, x: Tensor4D, size: Pair, strides: Pair): readonly Sides[] | null {
  if (typeof layer.padding === "object") {
    const sides = layer.padding.length === 1 ? [[0, 0] as const, layer.padding[0]] : layer.padding;
    return padsNothing(sides) ? [] : sides;
  }
  if (layer.padding === "valid") return [];
  // as for convolutions, tfjs's "same" is not to be trusted with a stride above the window, nor is its average's gradient
  if (layer.operation === "max" && strides[0] <= size[0] && strides[1] <= size[1]) return null;
  const sides = [samePadding(x.shape[1], size[0], strides[0]), samePadding(x.shape[2], size[1], strides[1])];
  return padsNothing(sides) ? [] : sides;
}

/** Along one axis, the size of the window over how many of its places meet the input, for each output place. */
function shortfall(length: number, size: number, stride: number, [before, after]: Sides): number[] {
  const places = Math.floor((length + before + after - size) / stride) + 1;
  return Array.from({ length: places }, (_, place) => {
    const from = place * stride - before;
    const met = Math.min(from + size, length) - Math.max(from, 0);
    return size / Math.max(1, met);
  });
}

function average(layer: PoolLayer, x: Tensor4D, size: Pair, strides: Pair, sides: readonly Sides[]): Tensor4D {
  const padded = tf.pad(x, [[0, 0], [...sides[0]], [...sides[1]], [0, 0]]);
  const mean = tf.avgPool(padded, size, strides, "valid");
  if (layer.countPadding && typeof layer.padding === "object") return mean;
  const rows = shortfall(x.shape[1], size[0], strides[0], sides[0]);
  const columns = shortfall(x.shape[2], size[1], strides[1], sides[1]);
  const correction = rows.flatMap((row) => columns.map((column) => row * column));
  return tf.mul(mean, tf.tensor4d(correction, [1, rows.length, columns.length, 1]));
}

/** Max or average pooling of either rank, channels last. The caller disposes. */
export function pool(layer: PoolLayer, x: Tensor): Tensor {
  const flat = layer.size.length === 1;
  const input = (flat ? tf.expandDims(x, 1) : x) as Tensor4D;
  const size: Pair = flat ? [1, layer.size[0]] : [layer.size[0], layer.size[1]];
  const strides: Pair = flat ? [1, layer.strides[0]] : [layer.strides[0], layer.strides[1]];
  const y = pooled(layer, input, size, strides);
  return flat ? tf.squeeze(y, [1]) : y;
}

function pooled(layer: PoolLayer, x: Tensor4D, size: Pair, strides: Pair): Tensor4D {
  const sides = explicitPadding(layer, x, size, strides);
  const own = sides === null ? "same" : "valid";
  if (sides === null || sides.length === 0)
    return layer.operation === "max" ? tf.maxPool(x, size, strides, own) : tf.avgPool(x, size, strides, own);
  if (layer.operation === "average") return average(layer, x, size, strides, sides);
  const padded = tf.pad(x, [[0, 0], [...sides[0]], [...sides[1]], [0, 0]], lowest);
  return tf.maxPool(padded, size, strides, "valid");
}

/** Over all places; an average reads a mask [examples, places, 1] where there is one. The caller disposes. */
export function globalPool(layer: GlobalPoolLayer, x: Tensor, mask: Tensor | undefined): Tensor {
  const axes = x.shape.slice(1, -1).map((_, axis) => axis + 1);
  if (layer.operation === "max") return tf.max(x, axes, layer.keepAxes);
  if (!mask) return tf.mean(x, axes, layer.keepAxes);
  // 0 where no place counts
  const counted = tf.maximum(tf.sum(mask, axes, layer.keepAxes), 1e-30);
  return tf.div(tf.sum(tf.mul(x, mask), axes, layer.keepAxes), counted);
}
