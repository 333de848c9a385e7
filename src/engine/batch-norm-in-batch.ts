import type { BatchNormLayer } from "../core/model/model.ts";
import type { LayerTensors } from "./layer-tensors.ts";
import { type Tensor, type Tensor3D, tf } from "./tf.ts";

/** What a batch-norm makes of its input by the input's own statistics. */
export interface NormedInBatch {
  readonly output: Tensor;
  /** Of what it read, [parts, 1, channels]. */
  readonly mean: Tensor3D;
  readonly variance: Tensor3D;
}

/** Means over the places of each part: [parts, places, channels] -> [parts, 1, channels]. */
function meansOf(x: Tensor3D): Tensor3D {
  const [parts, places] = x.shape;
  return tf.matMul(tf.fill([parts, 1, places], 1 / places), x) as Tensor3D;
}

/**
 * A batch-norm by the mean and variance of what it reads, not by its moving ones: as it stands while it is trained (Ioffe
 * and Szegedy 2015, arXiv:1502.03167). Inside a tidy; can be differentiated.
 * @param parts of the leading axis, one behind another, each by its own statistics
 */
export function normInBatch(layer: BatchNormLayer, x: Tensor, weights: LayerTensors, parts = 1): NormedInBatch {
  const channels = x.shape[x.rank - 1];
  const places = tf.reshape(x, [parts, x.size / channels / parts, channels]) as Tensor3D;
  const mean = meansOf(places);
  const centred = tf.sub(places, mean) as Tensor3D;
  const variance = meansOf(tf.square(centred));
  const spread = tf.rsqrt(tf.add(variance, layer.epsilon));
  const scaled = tf.mul(centred, weights.gamma ? tf.mul(spread, weights.gamma) : spread);
  return { output: tf.reshape(weights.beta ? tf.add(scaled, weights.beta) : scaled, x.shape), mean, variance };
}
