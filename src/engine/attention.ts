import type { AttentionLayer } from "../core/model/sequence-layers.ts";
import type { LayerTensors } from "./layer-tensors.ts";
import { type Tensor, type Tensor2D, tf } from "./tf.ts";

/** x @ kernel + bias over the last axis; [examples, steps, width]. */
function projected(x: Tensor, kernel: Tensor, bias: Tensor | undefined): Tensor {
  const [examples, steps, channels] = x.shape;
  const rows = tf.matMul(tf.reshape(x, [examples * steps, channels]) as Tensor2D, kernel as Tensor2D);
  return tf.reshape(bias ? tf.add(rows, bias) : rows, [examples, steps, kernel.shape[1] as number]);
}

/** [examples, steps, heads * size] -> [examples, heads, steps, size]. */
function byHead(x: Tensor, heads: number): Tensor {
  const [examples, steps, width] = x.shape;
  return tf.transpose(tf.reshape(x, [examples, steps, heads, width / heads]), [0, 2, 1, 3]);
}

/** Added to the scores: nothing where a query may look, -1e9 at keys behind it. */
function lookingBack(queries: number, keys: number): Tensor {
  const barred = Float32Array.from({ length: queries * keys }, (_, at) =>
    at % keys > Math.floor(at / keys) ? -1e9 : 0,
  );
  return tf.tensor2d(barred, [queries, keys]);
}

/**
 * Multi-head attention, [examples, queries, out]; inside the caller's tidy. Of matrix products: wasm has no einsum.
 * @param inputs query, value and, where it differs from value, key
 */
export function attend(layer: AttentionLayer, inputs: readonly Tensor[], weights: LayerTensors): Tensor {
  const [query, value, key = value] = inputs;
  const queries = byHead(projected(query, weights.queryKernel, weights.queryBias), layer.heads);
  const keys = byHead(projected(key, weights.keyKernel, weights.keyBias), layer.heads);
  const values = byHead(projected(value, weights.valueKernel, weights.valueBias), layer.heads);
  const scale = 1 / Math.sqrt(queries.shape[3] as number);
  const scores = tf.matMul(tf.mul(queries, scale), keys, false, true);
  const allowed = layer.causal ? tf.add(scores, lookingBack(query.shape[1] as number, key.shape[1] as number)) : scores;
  const mixed = tf.transpose(tf.matMul(tf.softmax(allowed), values), [0, 2, 1, 3]);
  const [examples, steps] = mixed.shape;
  const joined = tf.reshape(mixed, [examples, steps, -1]);
  return projected(joined, weights.outputKernel, weights.outputBias);
}
