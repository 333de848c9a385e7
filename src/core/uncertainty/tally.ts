import { quantileSorted } from "../stats/quantile.ts";
import { type Band, bandLevels } from "./band.ts";
import type { MaskedPredictions } from "./masked-predictions.ts";
import * as statistics from "./uncertainty-statistics.ts";

/** Sums over the masks played so far at one fraction: all that its band needs, whatever the number of masks. */
export interface Tally {
  readonly examples: number;
  readonly classes: number;
  /** examples x classes: masks that voted for the class. */
  readonly votes: Uint32Array;
  /** examples x classes: probabilities summed over the masks. */
  readonly sums: Float64Array;
  squares: number;
  entropies: number;
  /** Accuracy, a mask each. */
  readonly payoffs: number[];
}

export function emptyTally(examples: number, classes: number): Tally {
  const cells = examples * classes;
  return {
    examples,
    classes,
    votes: new Uint32Array(cells),
    sums: new Float64Array(cells),
    squares: 0,
    entropies: 0,
    payoffs: [],
  };
}

/** Counts one more mask, in place. */
export function addMask(tally: Tally, { probabilities, votes, accuracy }: MaskedPredictions): void {
  for (let x = 0; x < tally.examples; x++) tally.votes[x * tally.classes + votes[x]]++;
  for (let i = 0; i < probabilities.length; i++) tally.sums[i] += probabilities[i];
  tally.squares += statistics.summedSquares(probabilities);
  tally.entropies += statistics.summedEntropy(probabilities);
  tally.payoffs.push(accuracy);
}

/** The band so far; needs at least two masks. */
export function bandOf({ examples, classes, votes, sums, squares, entropies, payoffs }: Tally, fraction: number): Band {
  const n = payoffs.length;
  const sorted = Float64Array.from(payoffs).sort();
  const quantileAt = (level: 0 | 1 | 2 | 3 | 4) => quantileSorted(sorted, bandLevels[level]);
  return {
    fraction,
    mean: payoffs.reduce((sum, payoff) => sum + payoff, 0) / n,
    quantiles: [quantileAt(0), quantileAt(1), quantileAt(2), quantileAt(3), quantileAt(4)],
    uncertainty: {
      "vote-disagreement": statistics.voteDisagreement(votes, classes, n),
      "predictive-variance": statistics.predictiveVariance(sums, squares, examples, n),
      "predictive-entropy": statistics.predictiveEntropy(sums, examples, n),
      "mutual-information": statistics.mutualInformation(sums, entropies, examples, n),
      "payoff-deviation": statistics.payoffDeviation(payoffs),
    },
  };
}
