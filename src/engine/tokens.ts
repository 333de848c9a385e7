import type { EmbeddingLayer, MaskLayer } from "../core/model/sequence-layers.ts";
import { type Tensor, tf } from "./tf.ts";

/**
 * Row of the kernel for each id, [examples, length] -> [examples, length, width]. An id that is no row of the vocabulary
 * gives NaN, which nothing downstream takes for an answer; `checkIds` refuses such
 * data by name before they come here.
 */
export function embed(layer: EmbeddingLayer, ids: Tensor, kernel: Tensor): Tensor {
  const last = layer.weights.kernel.shape[0] - 1;
  // tfjs's gather reads anywhere or throws outside the kernel, depending on the backend
  const safe = tf.cast(tf.clipByValue(ids, 0, last), "int32");
  const known = tf.equal(tf.cast(safe, "float32"), ids);
  const damage = tf.where(known, tf.scalar(0), tf.scalar(Number.NaN));
  return tf.add(tf.gather(kernel, safe), tf.expandDims(damage, -1));
}

/** 1 at places that count, [examples, places, 1]; of tokens [examples, places] or channels [examples, places, channels]. */
export function countingPlaces(layer: MaskLayer, x: Tensor): Tensor {
  // comparisons have no gradient in tfjs; that of a step is zero
  const counting = tf.customGrad((values) => ({
    value: tf.cast(tf.notEqual(values as Tensor, layer.value), "float32"),
    gradFunc: (dy: Tensor) => tf.zerosLike(dy),
  }));
  const each = counting(x);
  return x.rank === 2 ? tf.expandDims(each, -1) : tf.max(each, -1, true);
}
