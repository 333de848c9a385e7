import type { PowerEstimate } from "../power/power-index.ts";
import type { RunningMoments } from "../stats/running-moments.ts";
import { fewestMarginals, marginalVariances } from "./with-marginals.ts";

/** Rounds of toggling that find out what toggling is worth. */
const probe = 16;
/** Toggling is tried once no more than this share of the players is contested: above it, it has never paid. */
const fewEnough = 1 / 5;

/**
 * How many rounds of toggling the contested to spend the next evaluations on; the rest goes to the regression. All or
 * nothing, by which of the two gives the contested the smaller mean variance for one evaluation (a mean of variances
 * and not of their inverses, which few and skewed marginal contributions would flatter); a few rounds to find that out
 * where it is not known.
 * @param regression the regression's own estimate
 * @param rows evaluations behind it
 */
export function toggleRounds(
  contested: Int32Array,
  evaluations: number,
  regression: PowerEstimate,
  rows: number,
  moments: readonly RunningMoments[],
): number {
  const length = contested.length + 1;
  const most = Math.floor(evaluations / length);
  if (contested.length === 0 || contested.length > fewEnough * moments.length) return 0;
  const known = contested.filter((player) => moments[player].count >= probe);
  if (known.length * 2 < contested.length) return Math.min(probe, most);
  const variances = marginalVariances(moments);
  let fitted = 0;
  let toggled = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const player of known) {
    fitted += regression.standardError[player] ** 2 * rows;
    toggled += variances[player] * length;
    least = Math.min(least, moments[player].count);
  }
  return toggled < fitted && least + most >= fewestMarginals ? most : 0;
}
