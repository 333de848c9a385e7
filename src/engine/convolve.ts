import type { Activation, ConvLayer, DepthwiseConvLayer } from "../core/model/model.ts";
import { activate, fusable } from "./activate.ts";
import { differentiableConv, differentiableDepthwise } from "./differentiable.ts";
import { placesAlong } from "./places-along.ts";
import { samePadding } from "./same-padding.ts";
import { type Tensor, type Tensor4D, tf } from "./tf.ts";

/** Everything of a convolution but its weights, as tfjs wants it in two dimensions. */
export interface Window {
  readonly strides: [number, number];
  readonly dilation: [number, number];
  readonly padding: "same" | "valid";
  /** Every how many places of the result count: tfjs refuses strides together with dilation, so these are taken afterwards. */
  readonly every: [number, number];
}

/**
 * tfjs's wasm convolutions are wrong for "same" padding with a stride above the window (such as 9x9 with window 2,
 * stride 3, or window 3x1, stride 2): the padding is made explicit there, and where the caller asks for it.
 */
function safelyPadded(
  x: Tensor4D,
  reach: readonly [number, number],
  strides: readonly [number, number],
  padding: "same" | "valid",
  always: boolean,
): { x: Tensor4D; padding: "same" | "valid" } {
  if (padding === "valid" || (!always && strides[0] <= reach[0] && strides[1] <= reach[1])) return { x, padding };
  const rows = samePadding(x.shape[1], reach[0], strides[0]);
  const columns = samePadding(x.shape[2], reach[1], strides[1]);
  return { x: tf.pad(x, [[0, 0], rows, columns, [0, 0]]), padding: "valid" };
}

/** Effective window length under dilation. */
const spread = (length: number, dilation: number) => (length - 1) * dilation + 1;

/** The 2-d input and window of a convolution of either rank; causal padding is made explicit. The caller disposes. */
export function unrolled(layer: ConvLayer | DepthwiseConvLayer, x: Tensor): { x: Tensor4D; window: Window } {
  const flat = layer.strides.length === 1;
  const [kh, kw] = flat ? [1, layer.weights.kernel.shape[0]] : layer.weights.kernel.shape;
  const strides: [number, number] = flat ? [1, layer.strides[0]] : [layer.strides[0], layer.strides[1] ?? 1];
  const dilation: [number, number] = flat ? [1, layer.dilation[0]] : [layer.dilation[0], layer.dilation[1] ?? 1];
  const reach: [number, number] = [spread(kh, dilation[0]), spread(kw, dilation[1])];
  const input = (flat ? tf.expandDims(x, 1) : x) as Tensor4D;
  const both = Math.max(...strides) > 1 && Math.max(...dilation) > 1;
  const window = { strides: both ? ones : strides, dilation, every: both ? strides : ones };
  if (layer.padding === "causal") {
    const behind = tf.pad(input, [
      [0, 0],
      [0, 0],
      [reach[1] - 1, 0],
      [0, 0],
    ]);
    return { x: behind, window: { ...window, padding: "valid" } };
  }
  const padded = safelyPadded(input, reach, strides, layer.padding, both);
  return { x: padded.x, window: { ...window, padding: padded.padding } };
}

const ones: [number, number] = [1, 1];

/** The places that count, without the height axis that `unrolled` gave to a 1-d convolution. */
export function rerolled(layer: ConvLayer | DepthwiseConvLayer, y: Tensor4D, { every }: Window): Tensor {
  const [rows, columns] = [Math.ceil(y.shape[1] / every[0]), Math.ceil(y.shape[2] / every[1])];
  const counted = placesAlong(placesAlong(y, 1, 0, rows, every[0]), 2, 0, columns, every[1]);
  const [batch, , width, channels] = counted.shape;
  return layer.strides.length === 2 ? counted : tf.reshape(counted, [batch, width as number, channels as number]);
}

/** The filter in two dimensions. */
export function unrolledFilter(layer: ConvLayer | DepthwiseConvLayer, kernel: Tensor): Tensor4D {
  return (layer.strides.length === 2 ? kernel : tf.expandDims(kernel, 0)) as Tensor4D;
}

/** A convolution in groups, which tfjs has not: each group by itself, or depthwise where a group is one channel. */
function grouped(x: Tensor4D, filter: Tensor4D, window: Window, groups: number): Tensor4D {
  const { strides, padding, dilation } = window;
  const [height, width, channels, outputs] = filter.shape;
  if (channels === 1) {
    const apart = tf.reshape(filter, [height, width, groups, outputs / groups]) as Tensor4D;
    return differentiableDepthwise(x, apart, strides, padding, dilation);
  }
  const filters = tf.split(filter, groups, -1) as Tensor4D[];
  const parts = tf.split(x, groups, -1) as Tensor4D[];
  const convolved = parts.map((part, group) => differentiableConv(part, filters[group], strides, padding, dilation));
  return tf.concat(convolved, -1);
}

/** y = activation(conv(x) + bias), the activation fused where every backend can. */
export function convolve(
  layer: ConvLayer,
  x: Tensor,
  kernel: Tensor,
  bias: Tensor | undefined,
  activation: Activation,
): Tensor {
  const { x: input, window } = unrolled(layer, x);
  const filter = unrolledFilter(layer, kernel);
  const groups = layer.groups ?? 1;
  if (groups > 1 || window.dilation.some((step) => step > 1)) {
    const y =
      groups > 1
        ? grouped(input, filter, window, groups)
        : differentiableConv(input, filter, window.strides, window.padding, window.dilation);
    const rolled = rerolled(layer, y, window);
    return activate(bias ? tf.add(rolled, bias) : rolled, activation);
  }
  const fused = fusable(activation);
  const y = tf.fused.conv2d({
    x: input,
    filter,
    strides: window.strides,
    pad: window.padding,
    bias: bias as never,
    activation: fused ?? "linear",
  });
  const rolled = rerolled(layer, y as Tensor4D, window);
  return fused ? rolled : activate(rolled, activation);
}

/** y = activation(depthwise(x) + bias); kernel [...window, in, multiplier]. */
export function convolveDepthwise(
  layer: DepthwiseConvLayer,
  x: Tensor,
  kernel: Tensor,
  bias: Tensor | undefined,
): Tensor {
  const { x: input, window } = unrolled(layer, x);
  const filter = unrolledFilter(layer, kernel);
  const y = differentiableDepthwise(input, filter, window.strides, window.padding, window.dilation);
  const rolled = rerolled(layer, y, window);
  return activate(bias ? tf.add(rolled, bias) : rolled, layer.activation);
}
