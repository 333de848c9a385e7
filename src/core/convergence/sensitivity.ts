import { rankCorrelation } from "../stats/rank-correlation.ts";
import { topOverlap } from "../stats/top-overlap.ts";

/** How alike the rankings at several biases are. Entry a * biases.length + b compares bias a with bias b. */
export interface Sensitivity {
  readonly biases: readonly number[];
  /** Spearman's rank correlations; 1 on the diagonal. */
  readonly correlation: Float64Array;
  /** Shares of the top n in common; 1 on the diagonal. */
  readonly overlap: Float64Array;
}

/**
 * How much the ranking depends on the bias d, one of the paper's open questions: every pair of biases compared.
 * @param powerAt the power of every player at a bias, such as the one-pool estimate's
 * @param n size of the top that is compared
 */
export function sensitivityToBias(
  powerAt: (bias: number) => Float64Array,
  biases: readonly number[],
  n: number,
): Sensitivity {
  const powers = biases.map(powerAt);
  const size = biases.length;
  const correlation = new Float64Array(size * size).fill(1);
  const overlap = new Float64Array(size * size).fill(1);
  for (let a = 0; a < size; a++)
    for (let b = 0; b < a; b++) {
      correlation[a * size + b] = correlation[b * size + a] = rankCorrelation(powers[a], powers[b]);
      overlap[a * size + b] = overlap[b * size + a] = topOverlap(powers[a], powers[b], n);
    }
  return { biases, correlation, overlap };
}
