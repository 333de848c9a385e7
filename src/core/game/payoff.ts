import { balancedAccuraciesOf, macroF1Of } from "./confusion-counts.ts";
import type { Outputs } from "./evaluator.ts";
import { explainedVariancesOf } from "./explained-variance.ts";
import { meansOf, perExamplePayoffsOf } from "./per-example-payoff.ts";
import { votesOf } from "./predictions.ts";
import { labelsFor, type Truth, targetsFor, truthOf } from "./truth.ts";

/**
 * What a coalition is worth on the calibration examples: the share voted right (accuracy) or voted as the full network
 * does (agreement), the mean of the true class's probability or of its logarithm in nats, the mean over classes of
 * recall (balanced accuracy) or of F1, or for regression the share of the targets' variance that is explained.
 */
export const payoffs = [
  "accuracy",
  "balanced-accuracy",
  "macro-f1",
  "true-class-probability",
  "log-likelihood",
  "agreement",
  "explained-variance",
] as const;
export type Payoff = (typeof payoffs)[number];

/** Payoffs that can be measured where the examples have labels, or numbers as targets, or neither. */
export function payoffsFor(dataset: { readonly labels: ArrayLike<number>; readonly targets?: unknown }): Payoff[] {
  if (dataset.targets !== undefined) return ["explained-variance"];
  return payoffs.filter((payoff) =>
    dataset.labels.length === 0 ? payoff === "agreement" : payoff !== "explained-variance",
  );
}

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
 * One payoff a row.
 * @param truth what the examples of the slice ought to give, in the slice's order; plain labels for classes. For
 *   "agreement" the full network's votes
 * @throws FailureError settings-invalid where payoff and truth do not go together, pairing-impossible where targets
 *   and outputs differ in width
 */
export function payoffsOf(outputs: Outputs, truth: Truth | Int32Array, payoff: Payoff): Float64Array {
  const { rows, examples, width } = outputs;
  if (payoff === "explained-variance")
    return explainedVariancesOf(outputs, targetsFor(truthOf(truth), examples, width, payoff));
  const labels = labelsFor(truth, examples, payoff);
  if (payoff === "balanced-accuracy") return balancedAccuraciesOf(outputs, labels);
  if (payoff === "macro-f1") return macroF1Of(outputs, labels);
  return meansOf(perExamplePayoffsOf(outputs, labels, payoff), rows, examples);
}
