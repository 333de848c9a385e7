import type { UncertaintyStatistic } from "./band.ts";
import type { KeptMasks, SweepExtent } from "./kept-masks.ts";
import {
  mutualInformation,
  predictiveEntropy,
  predictiveVariance,
  summedEntropy,
  summedSquares,
} from "./uncertainty-statistics.ts";

/** Probabilities kept at most: 32 MB. */
const mostKept = 8e6;

/**
 * Probabilities per fraction, mask, example and class, of evenly spaced examples where all of them would take more
 * than 32 MB. The bootstrap's noise is that of the masks, which fewer examples show as well.
 */
export function keptProbabilities(
  statistic: Exclude<UncertaintyStatistic, "vote-disagreement" | "payoff-deviation">,
  { fractions, masks, examples, classes }: SweepExtent,
): KeptMasks {
  const chosen = Math.max(1, Math.min(examples, Math.floor(mostKept / (fractions * masks * classes))));
  const cells = chosen * classes;
  const kept = Array.from({ length: fractions }, () => new Float32Array(masks * cells));
  // Squares and entropies of a mask enter the statistics only through their sums.
  const squares = Array.from({ length: fractions }, () => new Float64Array(masks));
  const entropies = Array.from({ length: fractions }, () => new Float64Array(masks));
  const sums = new Float64Array(cells);
  return {
    operations: fractions * masks * cells,
    arrays: [...kept, ...squares, ...entropies],
    keep: (fraction, mask, { probabilities }) => {
      const row = kept[fraction].subarray(mask * cells, (mask + 1) * cells);
      for (let x = 0; x < chosen; x++) {
        const start = Math.floor((x * examples) / chosen) * classes;
        row.set(probabilities.subarray(start, start + classes), x * classes);
      }
      squares[fraction][mask] = summedSquares(row);
      entropies[fraction][mask] = summedEntropy(row);
    },
    statistic: (fraction, weights) => {
      sums.fill(0);
      let n = 0;
      let square = 0;
      let entropy = 0;
      for (let k = 0; k < masks; k++) {
        const weight = weights[k];
        if (weight === 0) continue;
        n += weight;
        square += weight * squares[fraction][k];
        entropy += weight * entropies[fraction][k];
        const row = kept[fraction].subarray(k * cells, (k + 1) * cells);
        for (let i = 0; i < cells; i++) sums[i] += weight * row[i];
      }
      if (statistic === "predictive-variance") return predictiveVariance(sums, square, chosen, n);
      if (statistic === "predictive-entropy") return predictiveEntropy(sums, chosen, n);
      return mutualInformation(sums, entropy, chosen, n);
    },
  };
}
