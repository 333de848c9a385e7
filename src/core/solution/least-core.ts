import { leastExcess } from "./least-excess.ts";
import { planeThrough } from "./payoff-plane.ts";
import { zeroNormalised } from "./zero-normalised.ts";

export interface LeastCore {
  /** e*: what the worst-off coalition lacks at best, in units of the payoff; at most 0 where the core is not empty. */
  readonly deficit: number;
  /** One allocation of v(N) - v(empty) with that deficit; in general one of many. */
  readonly allocation: Float64Array;
  /** Coalitions that lack exactly e* in every allocation of the least core. */
  readonly tight: readonly number[];
}

/**
 * The least core (Maschler, Peleg and Shapley 1979): min e with x(S) >= v(S) - e for every coalition but the empty and
 * the grand one and x(N) = v(N), solved exactly. v(empty) is taken off every value first (`zeroNormalised`). A game of
 * one player has no such coalition; its deficit is 0.
 * @param values one value a coalition in the order of `allCoalitions`, at most 12 players
 * @param nonNegative only allocations without negative shares; for a monotone game (without it) nothing changes
 * Errors: settings-invalid where `values` is no such table, or shares cannot all be at least 0 because v(N) < v(empty)
 */
export function leastCore(values: Float64Array, nonNegative = false): LeastCore {
  const { players, worth, total, scale } = zeroNormalised(values);
  const even = new Float64Array(players).fill(total / scale / players);
  if (players === 1) return { deficit: 0, allocation: Float64Array.of(total), tight: [] };
  const grand = worth.length - 1;
  const coalitions = Array.from({ length: grand - 1 }, (_, k) => k + 1);
  const scaled = worth.map((value) => value / scale);
  const floors = nonNegative ? new Float64Array(players) : null;
  const { payoff, level, tight } = leastExcess(planeThrough(even, [grand]), scaled, coalitions, floors);
  return { deficit: level * scale, allocation: payoff.map((share) => share * scale), tight };
}
