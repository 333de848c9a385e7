import { confidenceInterval } from "../estimate/interval.ts";
import type { PowerEstimate } from "../power/power-index.ts";
import { quantile } from "../stats/quantile.ts";
import { rankCorrelation } from "../stats/rank-correlation.ts";
import { topOverlap } from "../stats/top-overlap.ts";

/** How far an estimate had come at one look. */
export interface Convergence {
  readonly evaluations: number;
  /** Spearman's rank correlation with the latest estimate, and with the one before; null at the first look. */
  readonly withLatest: number;
  readonly withPrevious: number | null;
  /** Share of the top n in common with the latest estimate's, and with that of the one before. */
  readonly overlapWithLatest: number;
  readonly overlapWithPrevious: number | null;
  /** Median over players of the width of the 95 % intervals; null where none can be claimed yet. */
  readonly medianWidth: number | null;
}

function medianWidthOf(estimate: PowerEstimate): number | null {
  const widths: number[] = [];
  for (let player = 0; player < estimate.power.length; player++) {
    const interval = confidenceInterval(estimate, player);
    if (interval !== null && !Number.isNaN(interval[0])) widths.push(interval[1] - interval[0]);
  }
  return widths.length === 0 ? null : quantile(widths, 0.5);
}

/**
 * The estimate's way so far, a point a look: whether the ranking still moves. Closeness to the latest is not closeness
 * to the truth; the intervals speak of that.
 * @param history estimates of the same players in the order in which they came
 * @param n size of the top that is compared
 */
export function convergenceOf(history: readonly PowerEstimate[], n: number): Convergence[] {
  const latest = history[history.length - 1];
  return history.map((estimate, look) => {
    const previous = look === 0 ? null : history[look - 1];
    return {
      evaluations: estimate.evaluations,
      withLatest: rankCorrelation(estimate.power, latest.power),
      withPrevious: previous && rankCorrelation(estimate.power, previous.power),
      overlapWithLatest: topOverlap(estimate.power, latest.power, n),
      overlapWithPrevious: previous && topOverlap(estimate.power, previous.power, n),
      medianWidth: medianWidthOf(estimate),
    };
  });
}
