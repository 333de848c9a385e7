import type { PowerEstimate } from "../power/power-index.ts";
import { tQuantile } from "../stats/student-t.ts";

/**
 * Confidence interval of one player's power from Student's t; of the sampling of coalitions only, and for one player at
 * a time.
 * @param level such as 0.95
 * @returns lower and upper end, or null where no standard error can be claimed yet
 */
export function confidenceInterval(
  estimate: PowerEstimate,
  player: number,
  level = 0.95,
): readonly [number, number] | null {
  const error = estimate.standardError[player];
  if (Number.isNaN(error)) return null;
  const half = error * tQuantile((1 + level) / 2, estimate.degreesOfFreedom);
  return [estimate.power[player] - half, estimate.power[player] + half];
}
