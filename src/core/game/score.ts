import { seededRandom } from "../random/random-source.ts";
import { quantile } from "../stats/quantile.ts";
import { wilsonInterval } from "../stats/wilson-interval.ts";
import type { Outputs } from "./evaluator.ts";
import { explainedVariancesOf } from "./explained-variance.ts";
import { correctCountsOf } from "./payoff.ts";
import { type Truth, targetsFor } from "./truth.ts";

/** A figure to show, never without its 95 % interval (noise of the examples only) and the examples behind it. */
export interface Score {
  readonly value: number;
  readonly interval: readonly [number, number];
  readonly examples: number;
}

/** Resamples of the examples behind an interval of the explained variance. */
const resamples = 200;

/** The outputs of one row on resampled examples. */
function resampled(outputs: Outputs, row: number, rows: Int32Array): Outputs {
  const { width, examples } = outputs;
  const values = new Float32Array(rows.length * width);
  rows.forEach((example, place) => {
    const from = (row * examples + example) * width;
    values.set(outputs.values.subarray(from, from + width), place * width);
  });
  return { ...outputs, rows: 1, values };
}

/** Percentile bootstrap over the examples; the draws are the same for every row and every call. */
function explainedIntervals(outputs: Outputs, targets: Float32Array): [number, number][] {
  const { examples, rows, width } = outputs;
  const random = seededRandom("score", "bootstrap");
  const draws = Array.from({ length: resamples }, () =>
    Int32Array.from({ length: examples }, () => random.integer(examples)),
  );
  return Array.from({ length: rows }, (_, row) => {
    const found = draws.flatMap((draw) => {
      const truth = new Float32Array(examples * width);
      draw.forEach((example, place) => {
        truth.set(targets.subarray(example * width, (example + 1) * width), place * width);
      });
      const varies = truth.some((value, place) => value !== truth[place % width]);
      return varies ? [explainedVariancesOf(resampled(outputs, row, draw), truth)[0]] : [];
    });
    return [quantile(found, 0.025), quantile(found, 0.975)];
  });
}

/** So many examples voted right. */
export const accuracyScore = (correct: number, examples: number): Score => ({
  value: correct / examples,
  interval: wilsonInterval(correct, examples),
  examples,
});

/**
 * How good each row's outputs are: the share of right votes with its Wilson interval where the examples have classes,
 * the explained variance with a bootstrap interval where they have numbers.
 */
export function scoresOf(outputs: Outputs, truth: Truth): Score[] {
  const { examples } = outputs;
  if (truth.kind === "classes")
    return Array.from(correctCountsOf(outputs, truth.labels), (correct) => accuracyScore(correct, examples));
  const targets = targetsFor(truth, examples, outputs.width, "explained variance");
  const intervals = explainedIntervals(outputs, targets);
  return Array.from(explainedVariancesOf(outputs, targets), (value, row) => ({
    value,
    interval: intervals[row],
    examples,
  }));
}
