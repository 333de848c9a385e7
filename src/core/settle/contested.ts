import type { PowerEstimate } from "../power/power-index.ts";
import { alphaAt, oneLook } from "./peeking.ts";
import { simultaneousIntervals } from "./simultaneous-interval.ts";
import { type Certainty, highest, statesOf } from "./three-states.ts";

/**
 * The players that the next evaluations should tell more of: the undecided, and of the others those whose bounds keep
 * an undecided one so, from beyond the cut. A sure player with a wide interval may stand in the way of a player whose
 * own power is known well.
 */
export function contestedOf(estimate: PowerEstimate, count: number, certainty: Certainty): Int32Array {
  const { tolerance, level, looks = oneLook } = certainty;
  const { power } = estimate;
  const states = statesOf(estimate, count, certainty);
  const { lower, upper } = simultaneousIntervals(estimate, alphaAt(1 - level, looks));
  const chosen = highest(power, count);
  let lowest = Number.POSITIVE_INFINITY;
  let top = Number.NEGATIVE_INFINITY;
  states.forEach((state, player) => {
    if (state !== 0) return;
    if (chosen[player]) lowest = Math.min(lowest, lower[player] + tolerance);
    else top = Math.max(top, upper[player] - tolerance);
  });
  return Int32Array.from(states.keys()).filter(
    (player) => states[player] === 0 || (chosen[player] ? lower[player] < top : upper[player] > lowest),
  );
}
