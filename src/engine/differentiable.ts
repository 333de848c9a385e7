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

type Gradient = (a: Tensor4D, b: Tensor4D, shape: readonly number[], attributes: ConvAttributes) => Tensor4D;

/** A convolution with given gradients, differentiable in both arguments. */
function withGradients(
  forward: (x: Tensor4D, filter: Tensor4D) => Tensor4D,
  attributes: ConvAttributes,
  toInput: Gradient,
  toFilter: Gradient,
): (x: Tensor4D, filter: Tensor4D) => Tensor4D {
  const op = tf.customGrad((a, b, save) => {
    const [input, weights] = [a as Tensor4D, b as Tensor4D];
    (save as (tensors: Tensor4D[]) => void)([input, weights]);
    return {
      value: forward(input, weights),
      gradFunc: (dy: Tensor4D, [x, filter]: [Tensor4D, Tensor4D]) => [
        toInput(dy, filter, x.shape, attributes),
        toFilter(x, dy, filter.shape, attributes),
      ],
    } as never;
  });
  return (x, filter) => op(x, filter) as Tensor4D;
}

/** A dilated convolution, differentiable in both arguments. */
export function differentiableConv(
  x: Tensor4D,
  filter: Tensor4D,
  strides: Pair,
  pad: "same" | "valid",
  dilations: Pair,
): Tensor4D {
  const forward = (a: Tensor4D, b: Tensor4D) => tf.conv2d(a, b, strides, pad, "NHWC", dilations);
  return withGradients(forward, { strides, pad, dilations }, inputGradient, filterGradient)(x, filter);
}

/** A depthwise convolution, differentiable in both arguments on every backend. */
export function differentiableDepthwise(
  x: Tensor4D,
  filter: Tensor4D,
  strides: Pair,
  pad: "same" | "valid",
  dilations: Pair,
): Tensor4D {
  const forward = (a: Tensor4D, b: Tensor4D) => tf.depthwiseConv2d(a, b, strides, pad, "NHWC", dilations);
  return withGradients(
    forward,
    { strides, pad, dilations },
    depthwiseInputGradient,
    depthwiseFilterGradient,
  )(x, filter);
}
