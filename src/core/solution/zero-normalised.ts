import { FailureError } from "../failure.ts";

/** Players at most for exact solutions: 4,096 coalitions. */
export const tinyPlayers = 12;

/** A game as the table of its coalitions, with v(empty) taken off every value. */
export interface TinyTable {
  readonly players: number;
  /** v(S) - v(empty), a coalition each: bit i of its number is the membership of player i. */
  readonly worth: Float64Array;
  /** What the grand coalition has to share: v(N) - v(empty). */
  readonly total: number;
  /** Largest |v(S) - v(empty)|, or 1 for a constant game: what tolerances are relative to. */
  readonly scale: number;
}

/**
 * The zero-normalised table of a game. Solutions of the core's family share what a coalition adds, so v(empty), which
 * is 0 in textbooks and not for a network, is taken off every value first.
 * @param values one value a coalition in the order of `allCoalitions`, 2^players of them
 * @throws FailureError settings-invalid for more than 12 players, none, a table of another length, or a value that is
 *   not finite
 */
export function zeroNormalised(values: Float64Array): TinyTable {
  const refuse = (message: string, advice: string) => {
    throw new FailureError({ kind: "settings-invalid", message, where: "exact solution", advice });
  };
  const players = Math.round(Math.log2(values.length));
  if (players < 1 || values.length !== 2 ** players)
    refuse(
      `${values.length} values are not the coalitions of a game.`,
      "Give one value for each of the 2^N coalitions.",
    );
  if (players > tinyPlayers)
    refuse(
      `${players} players are too many for an exact solution.`,
      `Choose ${tinyPlayers} players or fewer, or look at the sampled least core.`,
    );
  const worth = values.map((value) => value - values[0]);
  let largest = 0;
  for (const value of worth) {
    if (!Number.isFinite(value)) refuse("A coalition has no finite value.", "Choose a payoff that is finite.");
    largest = Math.max(largest, Math.abs(value));
  }
  return { players, worth, total: worth[worth.length - 1], scale: largest || 1 };
}
