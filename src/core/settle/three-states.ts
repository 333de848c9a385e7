import type { PowerEstimate } from "../power/power-index.ts";
import { alphaAt, type Looks, oneLook } from "./peeking.ts";
import { simultaneousIntervals } from "./simultaneous-interval.ts";

/** What a state's number means. */
export const unitStates = ["undecided", "keep", "drop"] as const;
export type UnitState = (typeof unitStates)[number];
const [undecided, keep, drop] = [0, 1, 2];

export interface Certainty {
  /** Differences of power up to this do not matter, in units of the payoff. */
  readonly tolerance: number;
  /** Chance that all states are right, such as 0.95. */
  readonly level: number;
  /** The look that this is, where the estimate is looked at while it runs. */
  readonly looks?: Looks;
}

/** How many of the ascending values come before the first that `passes`; those behind it all do. */
function before(sorted: Float64Array, passes: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(sorted[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The `count` players of highest power, 1 each; ties by player number. */
export function highest(power: Float64Array, count: number): Uint8Array {
  const place = (player: number) => (Number.isNaN(power[player]) ? -Infinity : power[player]);
  const order = Int32Array.from(power.keys()).sort((a, b) => place(b) - place(a) || a - b);
  const chosen = new Uint8Array(power.length);
  for (const player of order.subarray(0, count)) chosen[player] = 1;
  return chosen;
}

/**
 * Who is in the top `count`, as far as it can be told (METHOD section 4, "Stopping"): 1 keep, 2 drop, 0 undecided (see
 * `unitStates`). One of the highest is kept once fewer than `count` others may lie above it: their upper bounds reach
 * beyond its lower one. One of the others is dropped once at least `count` surely lie above it. Both within the
 * tolerance, by intervals that hold for all players together; so with probability `level` no state is wrong by more
 * than the tolerance, at any look. Players without a power (NaN: not playing) are dropped.
 */
export function statesOf(estimate: PowerEstimate, count: number, certainty: Certainty): Uint8Array {
  const { tolerance, level, looks = oneLook } = certainty;
  const { power } = estimate;
  const { lower, upper } = simultaneousIntervals(estimate, alphaAt(1 - level, looks));
  const playing = Int32Array.from(power.keys()).filter((player) => !Number.isNaN(power[player]));
  const uppers = Float64Array.from(playing, (player) => upper[player]).sort();
  const lowers = Float64Array.from(playing, (player) => lower[player]).sort();
  const chosen = highest(power, count);
  const states = new Uint8Array(power.length).fill(drop);
  for (const player of playing) {
    if (chosen[player]) {
      const edge = lower[player] + tolerance;
      const rivals = playing.length - before(uppers, (value) => value > edge) - (upper[player] > edge ? 1 : 0);
      states[player] = rivals < count ? keep : undecided;
    } else {
      const edge = upper[player] - tolerance;
      const better = playing.length - before(lowers, (value) => value >= edge) - (lower[player] >= edge ? 1 : 0);
      states[player] = better >= count ? drop : undecided;
    }
  }
  return states;
}

/** How many players are undecided. */
export function undecidedOf(states: Uint8Array): number {
  return states.reduce((sum, state) => sum + (state === undecided ? 1 : 0), 0);
}

/** Whether the top is settled: nobody is undecided. */
export function isSettled(states: Uint8Array): boolean {
  return undecidedOf(states) === 0;
}
