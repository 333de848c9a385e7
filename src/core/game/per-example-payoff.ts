import type { Outputs } from "./evaluator.ts";
import { probabilitiesOf, votesOf } from "./predictions.ts";

/** Probabilities below this count as this in the log-likelihood: one hopeless example costs 16 nats, not infinity. */
export const likelihoodFloor = 1e-7;

/** Payoffs that are means over the examples of something that each example has for itself. */
export const meanPayoffs = ["accuracy", "agreement", "true-class-probability", "log-likelihood"] as const;
export type MeanPayoff = (typeof meanPayoffs)[number];

/** Whether a payoff is a mean over examples. */
export function isMeanPayoff(payoff: string): payoff is MeanPayoff {
  return (meanPayoffs as readonly string[]).includes(payoff);
}

/**
 * The payoff of every example by itself, rows x examples: 1 or 0 for right or wrong, or the true class's probability,
 * or its logarithm in nats (floored at `likelihoodFloor`).
 * @param labels class of each example of the slice; for "agreement" the full network's vote
 */
export function perExamplePayoffsOf(
  outputs: Outputs,
  labels: Int32Array,
  payoff: MeanPayoff,
): Uint8Array | Float64Array {
  const { rows, examples } = outputs;
  if (payoff === "accuracy" || payoff === "agreement") {
    const right = new Uint8Array(rows * examples);
    const votes = votesOf(outputs);
    for (let i = 0; i < right.length; i++) right[i] = votes[i] === labels[i % examples] ? 1 : 0;
    return right;
  }
  const { classes, values } = probabilitiesOf(outputs);
  const each = new Float64Array(rows * examples);
  for (let i = 0; i < each.length; i++) {
    const p = values[i * classes + labels[i % examples]];
    each[i] = payoff === "log-likelihood" ? Math.log(Math.max(p, likelihoodFloor)) : p;
  }
  return each;
}

/** Means over the examples of rows x examples payoffs, one a row. */
export function meansOf(each: ArrayLike<number>, rows: number, examples: number): Float64Array {
  const means = new Float64Array(rows);
  for (let row = 0, i = 0; row < rows; row++) {
    let sum = 0;
    for (let x = 0; x < examples; x++, i++) sum += each[i];
    means[row] = sum / examples;
  }
  return means;
}
