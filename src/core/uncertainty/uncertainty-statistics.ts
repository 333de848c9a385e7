/**
 * The statistics of METHOD section 3 from sums over masks: n masks, sums over classes, means over examples. All of
 * them need n >= 2.
 */

/** Entropy in nats, summed over the examples, of `values / total` (examples x classes). */
export function summedEntropy(values: Float32Array | Float64Array, total = 1): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const p = values[i] / total;
    if (p > 0) sum -= p * Math.log(p);
  }
  return sum;
}

/** Sum of squares of all values. */
export function summedSquares(values: Float32Array | Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return sum;
}

/**
 * Mean over examples of 1 - (votes for the most voted class) / n.
 * @param counts votes of the n masks, examples x classes
 */
export function voteDisagreement(counts: Uint32Array, classes: number, n: number): number {
  const examples = counts.length / classes;
  let agreed = 0;
  for (let start = 0; start < counts.length; start += classes) {
    let most = 0;
    for (let i = start; i < start + classes; i++) if (counts[i] > most) most = counts[i];
    agreed += most;
  }
  return 1 - agreed / (n * examples);
}

/**
 * Mean over examples of the sum over classes of the variance over masks (divided by n - 1).
 * @param sums probabilities summed over the masks, examples x classes
 * @param squares squared probabilities summed over masks, examples and classes
 */
export function predictiveVariance(sums: Float64Array, squares: number, examples: number, n: number): number {
  return Math.max(0, squares - summedSquares(sums) / n) / (n - 1) / examples;
}

/** Mean over examples of the entropy of the mean prediction, in nats. */
export function predictiveEntropy(sums: Float64Array, examples: number, n: number): number {
  return summedEntropy(sums, n) / examples;
}

/**
 * BALD (Houlsby et al. 2011): predictive entropy less the mean entropy of the masks' predictions, in nats.
 * @param entropies entropy summed over masks and examples
 */
export function mutualInformation(sums: Float64Array, entropies: number, examples: number, n: number): number {
  return Math.max(0, predictiveEntropy(sums, examples, n) - entropies / n / examples);
}

/** Standard deviation (divided by n - 1) of the masks' payoffs, each counted `weights[k]` times. */
export function payoffDeviation(payoffs: ArrayLike<number>, weights?: ArrayLike<number>): number {
  let n = 0;
  let mean = 0;
  let squares = 0;
  for (let k = 0; k < payoffs.length; k++) {
    const weight = weights ? weights[k] : 1;
    if (weight === 0) continue;
    n += weight;
    const before = payoffs[k] - mean;
    mean += (before * weight) / n;
    squares += weight * before * (payoffs[k] - mean);
  }
  return Math.sqrt(squares / (n - 1));
}
