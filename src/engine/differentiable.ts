import {
  type ConvAttributes,
  depthwiseFilterGradient,
  depthwiseInputGradient,
  filterGradient,
  inputGradient,
} from "./conv-gradients.ts";
import { type Tensor4D, tf } from "./tf.ts";

/**
 * Convolutions with gradients of our own, where tfjs has none: dilated ones on every backend, depthwise ones on wasm.
 */

type Pair = [number, number];

/** A convolution of strides or dilation above 1, differentiable in both arguments. */
export function differentiableConv(
  x: Tensor4D,
  filter: Tensor4D,
  strides: Pair,
  pad: "same" | "valid",
  dilations: Pair,
): Tensor4D {
  const attributes: ConvAttributes = { strides, pad, dilations };
  return tf.customGrad((a, b, save) => {
    const [input, weights] = [a as Tensor4D, b as Tensor4D];
    (save as (tensors: Tensor4D[]) => void)([input, weights]);
    return {
      value: tf.conv2d(input, weights, strides, pad, "NHWC", dilations),
      gradFunc: (dy: Tensor4D, saved: Tensor4D[]) => [
        inputGradient(dy, saved[1], saved[0].shape, attributes),
        filterGradient(saved[0], dy, saved[1].shape, attributes),
      ],
    } as never;
  })(x, filter) as Tensor4D;
}

/** A depthwise convolution, differentiable in both arguments on every backend. */
export function differentiableDepthwise(
  x: Tensor4D,
  filter: Tensor4D,
  strides: Pair,
  pad: "same" | "valid",
  dilations: Pair,
): Tensor4D {
  const attributes: ConvAttributes = { strides, pad, dilations };
  return tf.customGrad((a, b, save) => {
    const [input, weights] = [a as Tensor4D, b as Tensor4D];
    (save as (tensors: Tensor4D[]) => void)([input, weights]);
    return {
      value: tf.depthwiseConv2d(input, weights, strides, pad, "NHWC", dilations),
      gradFunc: (dy: Tensor4D, saved: Tensor4D[]) => [
        depthwiseInputGradient(dy, saved[1], saved[0].shape, attributes),
        depthwiseFilterGradient(saved[0], dy, saved[1].shape, attributes),
      ],
    } as never;
  })(x, filter) as Tensor4D;
}
