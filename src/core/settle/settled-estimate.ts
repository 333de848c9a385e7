import type { PowerEstimate } from "../power/power-index.ts";
import { alphaAt, type Looks } from "./peeking.ts";
import { isSettled, statesOf } from "./three-states.ts";

/** What is to be settled, and how surely. */
export interface SettleSettings {
  /** Size of the top. */
  readonly count: number;
  /** Differences of power up to this do not matter, in units of the payoff. */
  readonly tolerance: number;
  /** Chance that nothing is ever declared wrongly, such as 0.95. */
  readonly level: number;
}

/** An estimate with what it says about the top `count`, as of the last look at it. */
export interface SettledEstimate extends PowerEstimate {
  /** One byte a player, see `unitStates`; everybody undecided before the first look. */
  readonly states: Uint8Array;
  readonly settled: boolean;
  /** The last look; taken is 0 before the first one. */
  readonly looks: Looks;
  /** What alpha the bounds of that look were drawn with, for all players together. */
  readonly alpha: number;
}

/** The estimate as it is seen at a look. */
export function settledEstimate(estimate: PowerEstimate, settle: SettleSettings, looks: Looks): SettledEstimate {
  const states = statesOf(estimate, settle.count, { ...settle, looks });
  return { ...estimate, states, settled: isSettled(states), looks, alpha: alphaAt(1 - settle.level, looks) };
}

/** A newer estimate with the states of the last look: looking costs a part of alpha, so it is not done at every step. */
export function carriedStates(estimate: PowerEstimate, last: SettledEstimate | null, planned: number): SettledEstimate {
  if (last !== null) return { ...last, ...estimate };
  const states = new Uint8Array(estimate.power.length);
  return { ...estimate, states, settled: false, looks: { taken: 0, planned }, alpha: 0 };
}
