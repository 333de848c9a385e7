import type { Outputs } from "../game/evaluator.ts";
import { votesOf } from "../game/predictions.ts";
import { type Score, scoresOf } from "../game/score.ts";
import { RunningMoments } from "../stats/running-moments.ts";
import type { Pairing } from "./pairing.ts";

/** What the trial examples ought to give: the dataset's classes, before any class order, or numbers. */
export type TrialTruth =
  | { readonly kind: "classes"; readonly labels: Int32Array }
  | { readonly kind: "values"; readonly targets: Float32Array; readonly width: number };

/** A pairing and what the network answered to the first trial examples under it. */
export interface Trial {
  readonly pairing: Pairing;
  readonly outputs: Outputs;
  /** Of each example: 1 or 0 for right or wrong, or less the squared error. */
  readonly merit: Float64Array;
}

/** Standard errors that a difference must pass to count: several are compared, and the commoner one wins a tie. */
const clear = 2;

/** The class order as a truth: what the network is to vote for. */
export function underOrder(truth: TrialTruth, classes: readonly number[] | null, examples: number): TrialTruth {
  if (truth.kind === "values") return { ...truth, targets: truth.targets.subarray(0, examples * truth.width) };
  const labels = truth.labels.subarray(0, examples);
  return classes === null ? { ...truth, labels } : { ...truth, labels: labels.map((label) => classes[label]) };
}

function meritOf(outputs: Outputs, truth: TrialTruth): Float64Array {
  if (truth.kind === "classes") {
    const votes = votesOf(outputs);
    return Float64Array.from(truth.labels, (label, i) => (votes[i] === label ? 1 : 0));
  }
  const { width } = outputs;
  return Float64Array.from({ length: outputs.examples }, (_, i) => {
    let loss = 0;
    for (let k = i * width; k < (i + 1) * width; k++) loss += (outputs.values[k] - truth.targets[k]) ** 2;
    return -loss;
  });
}

/** A trial, its examples weighed under the pairing's class order. */
export function trialOf(pairing: Pairing, outputs: Outputs, truth: TrialTruth): Trial {
  return { pairing, outputs, merit: meritOf(outputs, underOrder(truth, pairing.classes, outputs.examples)) };
}

/** The trial with more examples behind it. */
export function extended({ pairing, outputs }: Trial, more: Outputs, truth: TrialTruth): Trial {
  const values = new Float32Array(outputs.values.length + more.values.length);
  values.set(outputs.values);
  values.set(more.values, outputs.values.length);
  return trialOf(pairing, { ...outputs, examples: outputs.examples + more.examples, values }, truth);
}

/** Accuracy or explained variance with its interval. */
export function scoreOfTrial({ pairing, outputs }: Trial, truth: TrialTruth): Score {
  return scoresOf(outputs, underOrder(truth, pairing.classes, outputs.examples))[0];
}

/** How many standard errors the first lies above the second, on the examples that both have been shown. */
export function lead(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const differences = new RunningMoments();
  for (let i = 0; i < Math.min(first.length, second.length); i++) differences.add(first[i] - second[i]);
  if (differences.mean === 0) return 0;
  // for right and wrong this is McNemar's test without its variance's small term
  const error = Math.sqrt((differences.squares / differences.count + differences.mean ** 2) / differences.count);
  return error > 0 ? differences.mean / error : Math.sign(differences.mean) * Number.POSITIVE_INFINITY;
}

/** Whether the first is better by more than the noise of the examples. */
export function clearlyBetter(first: Pick<Trial, "merit">, second: Pick<Trial, "merit">): boolean {
  return lead(first.merit, second.merit) > clear;
}

/** Mean merit: the share of right votes, or less the mean squared error. */
export const mean = (values: Float64Array) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** The trials that may be the best for all that the examples tell, in their order, and the best among them. */
export function contenders(trials: readonly Trial[]): { readonly best: Trial; readonly among: readonly Trial[] } {
  const common = Math.min(...trials.map(({ merit }) => merit.length));
  const best = trials.reduce((top, trial) =>
    mean(trial.merit.subarray(0, common)) > mean(top.merit.subarray(0, common)) ? trial : top,
  );
  return { best, among: trials.filter((trial) => trial === best || !clearlyBetter(best, trial)) };
}
