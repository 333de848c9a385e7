import type { Layer } from "../core/model/model.ts";
import { activate, fusable } from "./activate.ts";
import { convolve, convolveDepthwise } from "./convolve.ts";
import { pool } from "./pool.ts";
import { type Tensor, type Tensor2D, tf } from "./tf.ts";

/** Uploaded weights of one layer, by name. */
export type LayerTensors = Readonly<Record<string, Tensor>>;

function applyDense(layer: Extract<Layer, { kind: "dense" }>, x: Tensor, weights: LayerTensors): Tensor {
  const [inputs, units] = layer.weights.kernel.shape;
  const rows = tf.reshape(x, [-1, inputs]);
  const fused = fusable(layer.activation);
  const y = tf.fused.matMul({
    a: rows as Tensor2D,
    b: weights.kernel as Tensor2D,
    ...(weights.bias ? { bias: weights.bias } : {}),
    activation: fused ?? "linear",
  });
  const shaped = x.rank === 2 ? y : tf.reshape(y, [...x.shape.slice(0, -1), units]);
  return fused ? shaped : activate(shaped, layer.activation);
}

function applyBatchNorm(layer: Extract<Layer, { kind: "batch-norm" }>, x: Tensor, weights: LayerTensors): Tensor {
  // (x - mean) / sqrt(variance + epsilon) * gamma + beta, as one multiply and one add
  const deviation = tf.sqrt(tf.add(weights.variance, layer.epsilon));
  const factor = weights.gamma ? tf.div(weights.gamma, deviation) : tf.reciprocal(deviation);
  const shift = tf.neg(tf.mul(weights.mean, factor));
  return tf.add(tf.mul(x, factor), weights.beta ? tf.add(shift, weights.beta) : shift);
}

/**
 * The layer's output for inputs with a leading batch axis. Runs inside the caller's `tf.tidy`.
 * @param inputs one tensor for each of the layer's inputs, in order
 */
export function applyLayer(layer: Layer, inputs: readonly Tensor[], weights: LayerTensors): Tensor {
  const x = inputs[0];
  switch (layer.kind) {
    case "input":
    case "dropout":
      return tf.clone(x);
    case "dense":
      return applyDense(layer, x, weights);
    case "conv":
      return convolve(layer, x, weights.kernel, weights.bias, layer.activation);
    case "depthwise-conv":
      return convolveDepthwise(layer, x, weights.kernel, weights.bias);
    case "batch-norm":
      return applyBatchNorm(layer, x, weights);
    case "activation":
      return layer.activation.name === "linear" ? tf.clone(x) : activate(x, layer.activation);
    case "pool":
      return pool(layer, x);
    case "global-pool": {
      const axes = x.shape.slice(1, -1).map((_, axis) => axis + 1);
      return layer.operation === "max" ? tf.max(x, axes, layer.keepAxes) : tf.mean(x, axes, layer.keepAxes);
    }
    case "flatten": {
      const size = x.shape.slice(1).reduce((product, length) => product * length, 1);
      if (layer.order === "channels-last" || x.rank < 3) return tf.reshape(x, [x.shape[0], size]);
      const spatial = x.shape.slice(1, -1).map((_, axis) => axis + 1);
      return tf.reshape(tf.transpose(x, [0, x.rank - 1, ...spatial]), [x.shape[0], size]);
    }
    case "zero-padding":
      return tf.pad(x, [
        [0, 0],
        ...layer.padding.map(([before, after]) => [before, after] as [number, number]),
        [0, 0],
      ]);
    case "add":
      return tf.addN([...inputs]);
    case "concat":
      return tf.concat([...inputs], x.rank - 1);
  }
}
