import type { BatchNormLayer } from "../core/model/model.ts";
import type { AffineLayer, GroupNormLayer, LayerNormLayer, PreluLayer } from "../core/model/norm-layers.ts";
import type { LayerTensors } from "./layer-tensors.ts";
import { type Tensor, tf } from "./tf.ts";

/** Layers that scale and shift, all on [examples, ..., channels]; inside the caller's tidy. */

/** What `run` makes of [places, channels]: WebGPU repeats nothing over more than four axes. */
function byChannel(x: Tensor, run: (rows: Tensor) => Tensor): Tensor {
  const channels = x.shape[x.rank - 1];
  return tf.reshape(run(tf.reshape(x, [x.size / channels, channels])), x.shape);
}

/** x * scale + offset, either left out. */
function scaled(x: Tensor, scale: Tensor | undefined, offset: Tensor | undefined): Tensor {
  const product = scale ? tf.mul(x, scale) : x;
  return offset ? tf.add(product, offset) : product;
}

/** (x - mean) / sqrt(variance + epsilon) by the statistics over these axes. */
function standardised(x: Tensor, axes: readonly number[], epsilon: number): Tensor {
  const centred = tf.sub(x, tf.mean(x, [...axes], true));
  const variance = tf.mean(tf.square(centred), [...axes], true);
  return tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon)));
}

/** (x - mean) / sqrt(variance + epsilon) * gamma + beta, as one multiply and one add. */
export function batchNorm(layer: BatchNormLayer, x: Tensor, weights: LayerTensors): Tensor {
  const deviation = tf.sqrt(tf.add(weights.variance, layer.epsilon));
  const factor = weights.gamma ? tf.div(weights.gamma, deviation) : tf.reciprocal(deviation);
  const shift = tf.neg(tf.mul(weights.mean, factor));
  const offset = weights.beta ? tf.add(shift, weights.beta) : shift;
  return byChannel(x, (rows) => scaled(rows, factor, offset));
}

/** Each place by its own mean and variance over the channels. */
export function layerNorm(layer: LayerNormLayer, x: Tensor, weights: LayerTensors): Tensor {
  return byChannel(x, (rows) => scaled(standardised(rows, [1], layer.epsilon), weights.gamma, weights.beta));
}

/** Each group of channels by its mean and variance over all places. */
export function groupNorm(layer: GroupNormLayer, x: Tensor, weights: LayerTensors): Tensor {
  const channels = x.shape[x.rank - 1];
  const places = x.size / x.shape[0] / channels;
  const groups = tf.reshape(x, [x.shape[0], places, layer.groups, channels / layer.groups]);
  const even = tf.reshape(standardised(groups, [1, 3], layer.epsilon), x.shape);
  return byChannel(even, (rows) => scaled(rows, weights.gamma, weights.beta));
}

/** x * scale + offset, aligned with the last axes. */
export function affine(_layer: AffineLayer, x: Tensor, weights: LayerTensors): Tensor {
  return scaled(x, weights.scale, weights.offset);
}

/** x, or x times the slope below 0. tfjs's own prelu does not repeat axes of length 1 on every backend. */
export function prelu(_layer: PreluLayer, x: Tensor, weights: LayerTensors): Tensor {
  return tf.add(tf.relu(x), tf.mul(tf.minimum(x, 0), weights.slope));
}
