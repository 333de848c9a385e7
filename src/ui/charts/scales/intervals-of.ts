import { confidenceInterval } from "../../../core/estimate/interval.ts";
import type { PowerEstimate } from "../../../core/power/power-index.ts";

/**
 * The 95 % interval of every player, null where none can be claimed. All share one quantile of Student's t, which is
 * costly, so it is taken once.
 */
export function intervalsOf(estimate: PowerEstimate): readonly (readonly [number, number] | null)[] {
  const { power, standardError } = estimate;
  const sure = standardError.findIndex((error) => error > 0);
  const sample = sure < 0 ? null : confidenceInterval(estimate, sure);
  const quantile = sample === null ? Number.NaN : (sample[1] - sample[0]) / 2 / (standardError[sure] ?? Number.NaN);
  return Array.from(power, (value, player) => {
    const error = standardError[player] ?? Number.NaN;
    if (Number.isNaN(error)) return null;
    const half = error === 0 ? 0 : error * quantile;
    return Number.isFinite(half) ? ([value - half, value + half] as const) : null;
  });
}
