import type { MergeLayer } from "../core/model/model.ts";
import { type Tensor, tf } from "./tf.ts";

/** Elementwise merges of tensors with equal axes, or axes of length 1 that are repeated; inside the caller's tidy. */

/** All inputs in the shape that they share: tfjs's gradients of maximum and minimum cannot undo the repeating. */
function repeated(inputs: readonly Tensor[]): Tensor[] {
  const shape = inputs[0].shape.map((_, axis) => Math.max(...inputs.map((x) => x.shape[axis])));
  return inputs.map((x) => (x.shape.join() === shape.join() ? x : tf.add(x, tf.zeros(shape))));
}

/** Sum of all inputs. */
export function sum(inputs: readonly Tensor[]): Tensor {
  const alike = inputs.every((x) => x.shape.join() === inputs[0].shape.join());
  return alike ? tf.addN([...inputs]) : inputs.reduce((total, x) => tf.add(total, x));
}

/** The inputs joined from left to right by the layer's operation. */
export function merge({ operation }: MergeLayer, inputs: readonly Tensor[]): Tensor {
  switch (operation) {
    case "subtract":
      return inputs.reduce((left, x) => tf.sub(left, x));
    case "multiply":
      return inputs.reduce((left, x) => tf.mul(left, x));
    case "divide":
      return inputs.reduce((left, x) => tf.div(left, x));
    case "average":
      return tf.div(sum(inputs), inputs.length);
    case "maximum":
      return repeated(inputs).reduce((left, x) => tf.maximum(left, x));
    case "minimum":
      return repeated(inputs).reduce((left, x) => tf.minimum(left, x));
  }
}
