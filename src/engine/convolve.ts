import type { Activation, ConvLayer, DepthwiseConvLayer } from "../core/model/model.ts";
import { activate, fusable } from "./activate.ts";
import { type Tensor, type Tensor4D, tf } from "./tf.ts";

/** Everything of a convolution but its weights, as tfjs wants it in two dimensions. */
export interface Window {
  readonly strides: [number, number];
  readonly dilation: [number, number];
  readonly padding: "same" | "valid";
}

/**
 * tfjs's wasm kernels are wrong for "same" padding with a stride above the window where no padding results (7 of 192
 * shapes tried); "valid" gives the same answer there and is right.
 */
export function safePadding(
  padding: "same" | "valid",
  size: readonly number[],
  window: readonly number[],
  strides: readonly number[],
): "same" | "valid" {
  if (padding === "valid") return "valid";
  const padded = size.some((length, axis) => {
    const out = Math.ceil(length / strides[axis]);
    return (out - 1) * strides[axis] + window[axis] > length;
  });
  return padded ? "same" : "valid";
}

/** Effective window length under dilation. */
const spread = (length: number, dilation: number) => (length - 1) * dilation + 1;

/** The 2-d input and window of a convolution of either rank; causal padding is made explicit. The caller disposes. */
export function unrolled(layer: ConvLayer | DepthwiseConvLayer, x: Tensor): { x: Tensor4D; window: Window } {
  if (layer.strides.length === 2) {
    const input = x as Tensor4D;
    const [kh, kw] = layer.weights.kernel.shape;
    const dilation: [number, number] = [layer.dilation[0], layer.dilation[1] ?? layer.dilation[0]];
    const strides: [number, number] = [layer.strides[0], layer.strides[1] ?? layer.strides[0]];
    const reach = [spread(kh, dilation[0]), spread(kw, dilation[1])];
    const padding = safePadding(layer.padding as "same" | "valid", input.shape.slice(1, 3), reach, strides);
    return { x: input, window: { strides, dilation, padding } };
  }
  const [batch, length, channels] = x.shape;
  const reach = spread(layer.weights.kernel.shape[0], layer.dilation[0]);
  let input = tf.reshape(x, [batch, 1, length, channels]) as Tensor4D;
  let padding = layer.padding;
  if (padding === "causal") {
    input = tf.pad(input, [
      [0, 0],
      [0, 0],
      [reach - 1, 0],
      [0, 0],
    ]) as Tensor4D;
    padding = "valid";
  }
  return {
    x: input,
    window: {
      strides: [1, layer.strides[0]],
      dilation: [1, layer.dilation[0]],
      padding: safePadding(padding, [1, length], [1, reach], [1, layer.strides[0]]),
    },
  };
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
  const fused = fusable(activation);
  const y = tf.fused.conv2d({
    x: input,
    filter,
    strides: window.strides,
    pad: window.padding,
    dilations: window.dilation,
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
  const y = tf.depthwiseConv2d(input, kernel as Tensor4D, window.strides, window.padding, "NHWC", window.dilation);
  return activate(bias ? tf.add(y, bias) : y, layer.activation);
}
