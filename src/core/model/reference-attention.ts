import { applyActivation } from "./activations.ts";
import type { Shape, Tensor } from "./model.ts";
import type { AttentionLayer } from "./sequence-layers.ts";

/** rows x in, times a kernel [in, out], plus a bias. */
function projected(rows: Float64Array, kernel: Tensor, bias: Tensor | undefined): Float64Array {
  const [width, out] = kernel.shape;
  return Float64Array.from({ length: (rows.length / width) * out }, (_, at) => {
    const row = Math.floor(at / out) * width;
    let sum = bias?.values[at % out] ?? 0;
    for (let i = 0; i < width; i++) sum += rows[row + i] * kernel.values[i * out + (at % out)];
    return sum;
  });
}

/** What one query gathers with one head, written to that head's part of `into`; keys from `last` on are not seen. */
function attend(
  { query, keys, values, last }: { query: Float64Array; keys: Float64Array; values: Float64Array; last: number },
  head: { readonly of: number; readonly index: number },
  into: Float64Array,
): void {
  const wideKey = query.length;
  const keySize = wideKey / head.of;
  const valueSize = into.length / head.of;
  const shares = Float64Array.from({ length: last }, (_, step) => {
    let score = 0;
    for (let i = head.index * keySize; i < (head.index + 1) * keySize; i++)
      score += query[i] * keys[step * wideKey + i];
    return score / Math.sqrt(keySize);
  });
  applyActivation({ name: "softmax" }, shares, shares.length);
  for (let step = 0; step < last; step++)
    for (let i = head.index * valueSize; i < (head.index + 1) * valueSize; i++)
      into[i] += shares[step] * values[step * into.length + i];
}

/**
 * Multi-head attention, examples x steps x channels. With `causal` query step t sees the keys up to t.
 * @param inputs query, value, and key where it is another
 */
export function referenceAttention(
  layer: AttentionLayer,
  inputs: readonly Float64Array[],
  shapes: readonly Shape[],
  examples: number,
): Float64Array {
  const { weights, heads } = layer;
  const queries = projected(inputs[0], weights.queryKernel, weights.queryBias);
  const values = projected(inputs[1], weights.valueKernel, weights.valueBias);
  const keys = projected(inputs[2] ?? inputs[1], weights.keyKernel, weights.keyBias);
  const [asked, steps] = [shapes[0][0], shapes[1][0]];
  const [wideKey, wideValue] = [weights.queryKernel.shape[1], weights.valueKernel.shape[1]];
  const gathered = new Float64Array(examples * asked * wideValue);
  for (let at = 0; at < examples * asked; at++) {
    const example = Math.floor(at / asked);
    const seen = {
      query: queries.subarray(at * wideKey, (at + 1) * wideKey),
      keys: keys.subarray(example * steps * wideKey, (example + 1) * steps * wideKey),
      values: values.subarray(example * steps * wideValue, (example + 1) * steps * wideValue),
      last: layer.causal ? Math.min(steps, (at % asked) + 1) : steps,
    };
    const into = gathered.subarray(at * wideValue, (at + 1) * wideValue);
    for (let index = 0; index < heads; index++) attend(seen, { of: heads, index }, into);
  }
  return projected(gathered, weights.outputKernel, weights.outputBias);
}
