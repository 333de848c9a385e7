import type { PowerEstimate } from "../power/power-index.ts";
import type { RunningMoments } from "../stats/running-moments.ts";
import { marginalVariances } from "./with-marginals.ts";

/** Rounds of toggling that find out what toggling is worth. */
const probe = 8;
/** Toggling is tried once no more than this share of the players is undecided. */
const fewEnough = 1 / 3;

/**
 * How many rounds of toggling the undecided to spend the next evaluations on; the rest goes to the regression. All or
 * nothing, by which of the two adds more information (inverse variance) an evaluation to the undecided; a few rounds to
 * find that out where it is not known.
 * @param regression the regression's own estimate
 * @param rows evaluations behind it
 */
export function toggleRounds(
  undecided: Int32Array,
  evaluations: number,
  regression: PowerEstimate,
  rows: number,
  moments: readonly RunningMoments[],
): number {
  const length = undecided.length + 1;
  const most = Math.floor(evaluations / length);
  if (undecided.length === 0 || undecided.length > fewEnough * moments.length) return 0;
  const known = undecided.filter((player) => moments[player].count >= probe);
  if (known.length * 2 < undecided.length) return Math.min(probe, most);
  const variances = marginalVariances(moments);
  let fitted = 0;
  let toggled = 0;
  for (const player of known) {
    fitted += 1 / (regression.standardError[player] ** 2 * rows);
    toggled += 1 / (variances[player] * length);
  }
  return toggled > fitted ? most : 0;
}
