import { FailureError } from "../failure.ts";
import { shareOf } from "./excess.ts";
import { leastCore } from "./least-core.ts";
import { minimise } from "./linear-programme.ts";
import { payoffAt, planeThrough, slopesOf } from "./payoff-plane.ts";
import { zeroNormalised } from "./zero-normalised.ts";

export interface Core {
  readonly empty: boolean;
  /** e* of the least core, in units of the payoff: the core is empty where it is positive. */
  readonly deficit: number;
  /** An allocation of the least core; of the core itself where that is not empty. */
  readonly allocation: Float64Array;
  /** Least and most that each player receives in an allocation of the core; null where it is empty. */
  readonly range: { readonly least: Float64Array; readonly most: Float64Array } | null;
}

/** Relative to the game's largest value: what rounding may add to e*. */
const tolerance = 1e-9;

/**
 * The core (Gillies 1959): allocations of v(N) - v(empty) that give no coalition less than v(S) - v(empty). It is not
 * empty exactly where the least core's e* is at most 0; then each player's range over it takes two linear programmes.
 * @param values one value a coalition in the order of `allCoalitions`, at most 12 players
 * Errors: settings-invalid where `values` is no such table
 */
export function coreOf(values: Float64Array): Core {
  const { players, worth, total, scale } = zeroNormalised(values);
  const { deficit, allocation } = leastCore(values);
  const empty = deficit > tolerance * scale;
  if (empty || players === 1)
    return { empty, deficit, allocation, range: empty ? null : { least: allocation, most: allocation } };

  const plane = planeThrough(new Float64Array(players).fill(total / scale / players), [worth.length - 1]);
  const dimension = plane.directions.length;
  const coalitions = Array.from({ length: worth.length - 2 }, (_, k) => k + 1);
  const rows = new Float64Array(coalitions.length * dimension);
  coalitions.forEach((coalition, k) => {
    rows.set(slopesOf(plane, coalition)!, k * dimension);
  });
  // a core that is one point must not vanish by the last digit of e*
  const slack = Math.max(0, deficit / scale);
  const bounds = Float64Array.from(coalitions, (s) => worth[s] / scale - slack - shareOf(s, plane.point));
  const extreme = (player: number, sign: 1 | -1): number => {
    const objective = slopesOf(plane, 1 << player)!.map((slope) => sign * slope);
    const found = minimise({ dimension, rows, bounds, objective });
    if (typeof found === "string")
      throw new FailureError({
        kind: "unexpected",
        message: `The range of player ${player} over the core was not found: the programme is ${found}.`,
        where: "core",
      });
    return payoffAt(plane, found.point)[player] * scale;
  };
  const range = (sign: 1 | -1) => Float64Array.from({ length: players }, (_, player) => extreme(player, sign));
  return { empty, deficit, allocation, range: { least: range(1), most: range(-1) } };
}
