import type { PowerEstimate } from "../power/power-index.ts";
import { type Certainty, statesOf, undecidedOf } from "../settle/three-states.ts";
import type { Sign } from "./sign.ts";

/** More undecided units than this share of the smaller side of the cut make a warning out of a notice; our choice. */
const many = 0.1;

/**
 * The power indices are too noisy for the cut: intervals overlap across it, or there are none yet.
 * @param states who is kept and dropped, where that was told in another way than by one cut through all units
 */
export function noisyCut(
  estimate: PowerEstimate,
  count: number,
  certainty: Certainty,
  states = statesOf(estimate, count, certainty),
): Sign | null {
  const players = estimate.power.length;
  const undecided = undecidedOf(states);
  if (undecided === 0 || count <= 0 || count >= players) return null;
  const level = `${Math.round(100 * certainty.level)} %`;
  const none = estimate.standardError.every(Number.isNaN);
  return {
    kind: "noisy-cut",
    sentence: none
      ? `After ${estimate.evaluations} evaluations no interval can be given yet, so it is open which ${count} of the ${players} units matter most.`
      : `${undecided} of ${players} units lie too near the cut at ${count} to tell on which side they belong (${level} for all units together).`,
    advice: "Spend more evaluations, or choose a size at which the power falls off more steeply.",
    severity: none || undecided > many * Math.min(count, players - count) ? "warning" : "notice",
  };
}
