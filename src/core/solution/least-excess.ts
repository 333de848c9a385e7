import { FailureError } from "../failure.ts";
import { shareOf } from "./excess.ts";
import { minimise } from "./linear-programme.ts";
import { type PayoffPlane, payoffAt, slopesOf } from "./payoff-plane.ts";

export interface LeastExcess {
  /** One payoff vector of the plane at which the largest excess is least. */
  readonly payoff: Float64Array;
  /** That largest excess. */
  readonly level: number;
  /** Coalitions whose excess is the level at every such vector: their multipliers are positive. */
  readonly tight: readonly number[];
  /** Players whose share is their floor at every such vector. */
  readonly atFloor: readonly number[];
}

/** Multipliers are ratios of determinants of 0/1 matrices, above 1e-4 for 12 players, or rounding. */
const positive = 1e-9;

/**
 * Makes the largest excess of the coalitions least over a plane of payoff vectors: min e with x(S) + e >= v(S), and
 * x_i >= floor_i where floors are given. Coalitions that the plane leaves as they are must not be among them; where a
 * coalition is, its complement in the grand coalition should be too, or e may have no lower bound.
 * @param worth zero-normalised values, entries of the order of 1
 */
export function leastExcess(
  plane: PayoffPlane,
  worth: Float64Array,
  coalitions: readonly number[],
  floors: Float64Array | null,
): LeastExcess {
  const dimension = plane.directions.length + 1;
  const rows: number[] = [];
  const bounds: number[] = [];
  const floored: number[] = [];
  for (const coalition of coalitions) {
    rows.push(...slopesOf(plane, coalition)!, 1);
    bounds.push(worth[coalition] - shareOf(coalition, plane.point));
  }
  floors?.forEach((floor, player) => {
    const slopes = slopesOf(plane, 1 << player);
    if (slopes === null) return;
    floored.push(player);
    rows.push(...slopes, 0);
    bounds.push(floor - plane.point[player]);
  });
  const objective = new Float64Array(dimension);
  objective[dimension - 1] = 1;
  const found = minimise({ dimension, rows: Float64Array.from(rows), bounds: Float64Array.from(bounds), objective });
  if (typeof found === "string")
    throw new FailureError({
      kind: "settings-invalid",
      message: `The largest excess has no least value here: the programme is ${found}.`,
      where: "least excess",
    });
  const { point, multipliers } = found;
  return {
    payoff: payoffAt(plane, point),
    level: point[dimension - 1],
    tight: coalitions.filter((_, k) => multipliers[k] > positive),
    atFloor: floored.filter((_, k) => multipliers[coalitions.length + k] > positive),
  };
}
