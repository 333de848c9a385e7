import { byDegreesOfFreedom } from "../power/layer-games.ts";
import type { PowerEstimate } from "../power/power-index.ts";
import { tQuantile } from "../stats/student-t.ts";

/** Lower and upper ends, one a player; minus and plus infinity where no standard error can be claimed yet. */
export interface SimultaneousIntervals {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * Intervals that hold for all players together: with probability at least 1 - alpha every one of them covers its
 * power. Bonferroni: the quantile at 1 - alpha / (2N), Student's t where the degrees of freedom are finite (METHOD
 * section 4, "Stopping"). Of the sampling of coalitions only.
 * @param alpha chance that any interval fails, such as 0.05
 */
export function simultaneousIntervals(estimate: PowerEstimate, alpha: number): SimultaneousIntervals {
  const { power, standardError } = estimate;
  const playing = power.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  const quantiles = byDegreesOfFreedom(estimate, power.length, (degrees) =>
    tQuantile(1 - alpha / (2 * playing), degrees),
  );
  // without degrees of freedom a quantile is NaN: nothing is known, unless there is nothing to err about
  const half = standardError.map((error, i) => (error === 0 ? 0 : error * quantiles[i]));
  return {
    lower: power.map((value, i) => (Number.isNaN(half[i]) ? -Infinity : value - half[i])),
    upper: power.map((value, i) => (Number.isNaN(half[i]) ? Infinity : value + half[i])),
  };
}
