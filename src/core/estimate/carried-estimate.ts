import type { PowerEstimate } from "../power/power-index.ts";

/** A regression solved at some row. */
export interface Solved {
  readonly power: Float64Array;
  /** NaN where none can be claimed; null where they were not asked for. */
  readonly standardError: Float64Array | null;
  readonly degreesOfFreedom: number;
}

/** Above this many players a solve takes more than a fraction of a step: answers in between carry the last one. */
const promptPlayers = 400;
/** Rows must grow by this factor before standard errors are computed anew. */
const growth = 1.25;

/**
 * Keeps steps short while the rows of a regression come in: standard errors are computed anew when the rows grew by a
 * quarter, and on the last answer; in between the last ones are carried, shrunk by the square root of the growth. Above
 * 400 players the power is carried likewise. The last answer is never carried, so it does not depend on the pace.
 * @returns the answer after so many rows; `solve` is told whether it has to find standard errors too
 */
export function carriedEstimates(
  players: number,
): (rows: number, evaluations: number, last: boolean, solve: (errors: boolean) => Solved) => PowerEstimate {
  let carried: { rows: number; power: Float64Array; standardError: Float64Array; freedom: number } | null = null;

  return (rows, evaluations, last, solve) => {
    const due = last || carried === null || rows >= growth * carried.rows;
    const shrunk = () => {
      const shrink = Math.sqrt(carried!.rows / rows);
      return carried!.standardError.map((error) => error * shrink);
    };
    if (!due && players > promptPlayers)
      return {
        power: carried!.power.slice(),
        standardError: shrunk(),
        degreesOfFreedom: carried!.freedom,
        evaluations,
      };
    // the first standard errors do not wait for the rows to grow
    const errors = due || Number.isNaN(carried!.standardError[0]);
    const { power, standardError: found, degreesOfFreedom } = solve(errors);
    const standardError = found ?? shrunk();
    if (due || (errors && !Number.isNaN(standardError[0])))
      carried = { rows, power: power.slice(), standardError, freedom: degreesOfFreedom };
    return { power, standardError: standardError.slice(), degreesOfFreedom, evaluations };
  };
}
