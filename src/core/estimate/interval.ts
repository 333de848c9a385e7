import { byDegreesOfFreedom, degreesOfFreedomOf } from "../power/layer-games.ts";
import type { PowerEstimate } from "../power/power-index.ts";
import { tQuantile } from "../stats/student-t.ts";

type Interval = readonly [number, number] | null;

function around(estimate: PowerEstimate, player: number, quantile: number): Interval {
  const half = estimate.standardError[player] * quantile;
  return Number.isFinite(half) ? [estimate.power[player] - half, estimate.power[player] + half] : null;
}

/**
 * Confidence interval of one player's power from Student's t; of the sampling of coalitions only, and for one player at
 * a time.
 * @param level such as 0.95
 * @returns lower and upper end, or null where no standard error can be claimed yet
 */
export function confidenceInterval(estimate: PowerEstimate, player: number, level = 0.95): Interval {
  return around(estimate, player, tQuantile((1 + level) / 2, degreesOfFreedomOf(estimate, player)));
}

/** The `confidenceInterval` of every player; the quantile, which is what takes time, is computed once for each game. */
export function confidenceIntervals(estimate: PowerEstimate, level = 0.95): readonly Interval[] {
  const quantiles = byDegreesOfFreedom(estimate, estimate.power.length, (degrees) =>
    tQuantile((1 + level) / 2, degrees),
  );
  return Array.from(estimate.power, (_, player) => around(estimate, player, quantiles[player]));
}
