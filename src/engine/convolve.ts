import type { Activation, ConvLayer, DepthwiseConvLayer } from "../core/model/model.ts";
import { activate, fusable } from "./activate.ts";
import { differentiableConv, differentiableDepthwise } from "./differentiable.ts";
import { type Tensor, type Tensor4D, tf } from "./tf.ts";

/** Everything of a convolution but its weights, as tfjs wants it in two dimensions. */
export interface Window {
  readonly strides: [number, number];
  readonly dilation: [number, number];
  readonly padding: "same" | "valid";
}

/** Zeros before and after one axis under "same" padding, as TensorFlow counts them. */
function samePadding(length: number, window: number, stride: number): [number, number] {
  const total = Math.max((Math.ceil(length / stride) - 1) * stride + window - length, 0);
  return [Math.floor(total / 2), total - Math.floor(total / 2)];
}

/**
 * tfjs's wasm convolutions are wrong for "same" padding with a stride above the window (such as 9x9 with window 2,
 * stride 3, or window 3x1, stride 2): the padding is made explicit there.
 */
function safelyPadded(
  x: Tensor4D,
  reach: readonly [number, number],
  strides: readonly [number, number],
  padding: "same" | "valid",
): { x: Tensor4D; padding: "same" | "valid" } {
  if (padding === "valid" || (strides[0] <= reach[0] && strides[1] <= reach[1])) return { x, padding };
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
  if (layer.padding === "causal") {
    const behind = tf.pad(input, [
      [0, 0],
      [0, 0],
      [reach[1] - 1, 0],
      [0, 0],
    ]);
    return { x: behind, window: { strides, dilation, padding: "valid" } };
  }
  const padded = safelyPadded(input, reach, strides, layer.padding);
  return { x: padded.x, window: { strides, dilation, padding: padded.padding } };
}

/** Drops the height axis that `unrolled` gave to a 1-d convolution. */
export function rerolled(layer: ConvLayer | DepthwiseConvLayer, y: Tensor4D): Tensor {
  return layer.strides.length === 2 ? y : tf.reshape(y, [y.shape[0], y.shape[2], y.shape[3]]);
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
  const filter = (kernel.rank === 4 ? kernel : tf.expandDims(kernel, 0)) as Tensor4D;
  if (window.dilation.some((step) => step > 1)) {
    const dilated = differentiableConv(input, filter, window.strides, window.padding, window.dilation);
    return activate(rerolled(layer, bias ? tf.add(dilated, bias) : dilated), activation);
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
  const rolled = rerolled(layer, y as Tensor4D);
  return fused ? rolled : activate(rolled, activation);
}

/** y = activation(depthwise(x) + bias); kernel [kh, kw, in, multiplier]. */
export function convolveDepthwise(
  layer: DepthwiseConvLayer,
  x: Tensor,
  kernel: Tensor,
  bias: Tensor | undefined,
): Tensor {
  const { x: input, window } = unrolled(layer, x);
  const y = differentiableDepthwise(input, kernel as Tensor4D, window.strides, window.padding, window.dilation);
  return activate(bias ? tf.add(y, bias) : y, layer.activation);
}
