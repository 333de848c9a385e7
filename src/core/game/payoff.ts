import type { Outputs } from "./evaluator.ts";
import { probabilitiesOf, votesOf } from "./predictions.ts";

/** What a coalition is worth: a mean over the calibration examples. log-likelihood in nats. */
export type Payoff = "accuracy" | "true-class-probability" | "log-likelihood";

/** Probabilities below this count as this in the log-likelihood: one hopeless example costs 16 nats, not infinity. */
export const likelihoodFloor = 1e-7;

/**
 * How many examples each row votes right.
 * @param labels class of each example of the slice, in the slice's order
 */
export function correctCountsOf(outputs: Outputs, labels: Int32Array): Int32Array {
  const { rows, examples } = outputs;
  const votes = votesOf(outputs);
  const correct = new Int32Array(rows);
  for (let row = 0, i = 0; row < rows; row++)
    for (let x = 0; x < examples; x++, i++) if (votes[i] === labels[x]) correct[row]++;
  return correct;
}

/**
 * One payoff a row: the mean over the examples of correctness, of the true class's probability, or of its logarithm
 * (floored at `likelihoodFloor`).
 * @param labels class of each example of the slice, in the slice's order
 */
export function payoffsOf(outputs: Outputs, labels: Int32Array, payoff: Payoff): Float64Array {
  const { rows, examples } = outputs;
  if (payoff === "accuracy") return Float64Array.from(correctCountsOf(outputs, labels), (count) => count / examples);
  const { classes, values } = probabilitiesOf(outputs);
  const payoffs = new Float64Array(rows);
  for (let row = 0, i = 0; row < rows; row++) {
    let sum = 0;
    for (let x = 0; x < examples; x++, i++) {
      const p = values[i * classes + labels[x]];
      sum += payoff === "log-likelihood" ? Math.log(Math.max(p, likelihoodFloor)) : p;
    }
    payoffs[row] = sum / examples;
  }
  return payoffs;
}
