import { type Tensor4D, tf } from "./tf.ts";

/** Gradients of a convolution composed from forward ops, for any stride and for dilation at stride 1. */

/** How a convolution walks over its input. */
export interface ConvAttributes {
  readonly strides: number | [number, number];
  readonly pad: "same" | "valid" | number;
  readonly dilations?: number | [number, number];
}

const pair = (value: number | [number, number]): [number, number] =>
  typeof value === "number" ? [value, value] : value;

/** Padding before and after along one axis. */
function paddingOf(pad: ConvAttributes["pad"], length: number, window: number, stride: number): [number, number] {
  if (pad === "valid") return [0, 0];
  if (typeof pad === "number") return [pad, pad];
  const total = Math.max((Math.ceil(length / stride) - 1) * stride + window - length, 0);
  return [Math.floor(total / 2), total - Math.floor(total / 2)];
}

/** dW = x' * dy: the batch takes the channels' place and strides become dilations. */
export function filterGradient(
  x: Tensor4D,
  dy: Tensor4D,
  filterShape: readonly number[],
  attributes: ConvAttributes,
): Tensor4D {
  return tf.tidy(() => {
    const [kh, kw] = filterShape;
    const [sh, sw] = pair(attributes.strides);
    const [dh, dw] = pair(attributes.dilations ?? 1);
    const rows = paddingOf(attributes.pad, x.shape[1], (kh - 1) * dh + 1, sh);
    const columns = paddingOf(attributes.pad, x.shape[2], (kw - 1) * dw + 1, sw);
    const padded = tf.pad(x, [[0, 0], rows, columns, [0, 0]]);
    const images = tf.transpose(padded, [3, 1, 2, 0]) as Tensor4D;
    const filters = tf.transpose(dy, [1, 2, 0, 3]) as Tensor4D;
    const full = tf.conv2d(images, filters, [dh, dw], "valid", "NHWC", [sh, sw]);
    const cut = tf.slice(full, [0, 0, 0, 0], [full.shape[0], kh, kw, full.shape[3]]);
    return tf.transpose(cut, [1, 2, 0, 3]) as Tensor4D;
  });
}

/** Puts stride - 1 zeros between the places of dy. */
function dilated(dy: Tensor4D, [sh, sw]: [number, number]): Tensor4D {
  if (sh === 1 && sw === 1) return dy;
  const [batch, height, width, channels] = dy.shape;
  // over three axes at a time: WebGPU pads no more than four
  const behind = (x: Tensor4D, rows: number, zeros: number) =>
    tf.pad(tf.reshape(x, [rows, 1, x.size / rows]), [
      [0, 0],
      [0, zeros],
      [0, 0],
    ]);
  const rows = tf.reshape(behind(dy, batch * height, sh - 1), [batch, height * sh, width, channels]) as Tensor4D;
  const both = behind(rows, batch * height * sh * width, sw - 1);
  const spread = tf.reshape(both, [batch, height * sh, width * sw, channels]) as Tensor4D;
  return tf.slice(spread, [0, 0, 0, 0], [batch, (height - 1) * sh + 1, (width - 1) * sw + 1, channels]);
}

/** dx = dy (dilated, padded) * reversed and transposed filter. */
export function inputGradient(
  dy: Tensor4D,
  filter: Tensor4D,
  inputShape: readonly number[],
  attributes: ConvAttributes,
): Tensor4D {
  return tf.tidy(() => {
    const [sh, sw] = pair(attributes.strides);
    const [dh, dw] = pair(attributes.dilations ?? 1);
    // Window lengths under dilation.
    const kh = (filter.shape[0] - 1) * dh + 1;
    const kw = (filter.shape[1] - 1) * dw + 1;
    const before = paddingOf(attributes.pad, inputShape[1], kh, sh)[0];
    const left = paddingOf(attributes.pad, inputShape[2], kw, sw)[0];
    const spread = dilated(dy, [sh, sw]);
    // Places of the padded input that the last window does not reach get zeros from the padding after.
    const after = inputShape[1] - (spread.shape[1] - before + kh - 1) + kh - 1;
    const right = inputShape[2] - (spread.shape[2] - left + kw - 1) + kw - 1;
    const top = kh - 1 - before;
    const start = kw - 1 - left;
    const padded = tf.pad(spread, [
      [0, 0],
      [Math.max(top, 0), Math.max(after, 0)],
      [Math.max(start, 0), Math.max(right, 0)],
      [0, 0],
    ]);
    const flipped = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]) as Tensor4D;
    const full = tf.conv2d(padded as Tensor4D, flipped, 1, "valid", "NHWC", [dh, dw]);
    const from = [0, Math.max(-top, 0), Math.max(-start, 0), 0];
    return tf.slice(full, from as [number, number, number, number], [
      full.shape[0],
      inputShape[1],
      inputShape[2],
      full.shape[3],
    ]);
  });
}

/** dx of a depthwise convolution: one of multiplier 1 over the dilated dy, summed over the multiplier. */
export function depthwiseInputGradient(
  dy: Tensor4D,
  filter: Tensor4D,
  inputShape: readonly number[],
  attributes: ConvAttributes,
): Tensor4D {
  return tf.tidy(() => {
    const [kh, kw, channels, multiplier] = filter.shape;
    const apart = tf.reshape(filter, [kh, kw, channels * multiplier]);
    // A full convolution whose filter joins each output channel to its own input channel only would waste channels² work.
    const [sh, sw] = pair(attributes.strides);
    const [dh, dw] = pair(attributes.dilations ?? 1);
    const before = paddingOf(attributes.pad, inputShape[1], (kh - 1) * dh + 1, sh)[0];
    const left = paddingOf(attributes.pad, inputShape[2], (kw - 1) * dw + 1, sw)[0];
    const [batch, height, width] = inputShape;
    const spread = dilated(dy, [sh, sw]);
    const taps: Tensor4D[] = [];
    for (let row = 0; row < kh; row++)
      for (let column = 0; column < kw; column++) {
        const weighted = tf.mul(spread, tf.slice(apart, [row, column, 0], [1, 1, channels * multiplier])) as Tensor4D;
        taps.push(shifted(weighted, row * dh - before, column * dw - left, height, width));
      }
    const summed = taps.reduce((sum, tap) => tf.add(sum, tap));
    return tf.sum(tf.reshape(summed, [batch, height, width, channels, multiplier]), -1) as Tensor4D;
  });
}

/** x moved by whole places on a canvas of height x width; what leaves it is cut, what is bare is zero. */
function shifted(x: Tensor4D, down: number, right: number, height: number, width: number): Tensor4D {
  const top = Math.max(0, -down);
  const start = Math.max(0, -right);
  const rows = Math.min(x.shape[1], height - down) - top;
  const columns = Math.min(x.shape[2], width - right) - start;
  const cut = tf.slice(x, [0, top, start, 0], [x.shape[0], Math.max(0, rows), Math.max(0, columns), x.shape[3]]);
  const above = Math.max(0, down);
  const before = Math.max(0, right);
  return tf.pad(cut, [
    [0, 0],
    [above, height - above - Math.max(0, rows)],
    [before, width - before - Math.max(0, columns)],
    [0, 0],
  ]) as Tensor4D;
}

/** dW of a depthwise convolution: for each tap, the strided window of x times dy, summed over batch and places. */
export function depthwiseFilterGradient(
  x: Tensor4D,
  dy: Tensor4D,
  filterShape: readonly number[],
  attributes: ConvAttributes,
): Tensor4D {
  return tf.tidy(() => {
    const [kh, kw, channels, multiplier] = filterShape;
    const [sh, sw] = pair(attributes.strides);
    const [dh, dw] = pair(attributes.dilations ?? 1);
    const rows = paddingOf(attributes.pad, x.shape[1], (kh - 1) * dh + 1, sh);
    const columns = paddingOf(attributes.pad, x.shape[2], (kw - 1) * dw + 1, sw);
    const padded = tf.pad(x, [[0, 0], rows, columns, [0, 0]]);
    const [batch, height, width] = dy.shape;
    const spread = tf.reshape(dy, [batch, height, width, channels, multiplier]);
    const taps: Tensor4D[] = [];
    for (let row = 0; row < kh; row++)
      for (let column = 0; column < kw; column++) {
        const from = [0, row * dh, column * dw, 0];
        const until = [batch, row * dh + (height - 1) * sh + 1, column * dw + (width - 1) * sw + 1, channels];
        const window = tf.stridedSlice(padded, from, until, [1, sh, sw, 1]);
        const product = tf.mul(tf.expandDims(window, -1), spread);
        taps.push(tf.reshape(tf.sum(product, [0, 1, 2]), [1, 1, channels, multiplier]) as Tensor4D);
      }
    return tf.reshape(tf.concat(taps), [kh, kw, channels, multiplier]) as Tensor4D;
  });
}
