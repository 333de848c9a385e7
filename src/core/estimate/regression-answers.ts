import type { PowerEstimate } from "../power/power-index.ts";
import { factorCholesky, invertCholesky, solveCholesky } from "../stats/cholesky.ts";
import type { CoalitionSums } from "./coalition-sums.ts";
import { hc2StandardErrors } from "./hc2.ts";
import { type CentredProblem, fitRidge } from "./ridge-fit.ts";

/** A regression of responses on memberships as it stands after some rows. */
export interface Regression {
  readonly sums: CoalitionSums;
  /** What is subtracted from the memberships: their means under an intercept, constants without one. */
  readonly centre: Float64Array;
  readonly gram: Float64Array;
  readonly moments: Float64Array;
  /** Mean response and 1/rows under an intercept, else zeros. */
  readonly level: number;
  readonly levelLeverage: number;
  /** Columns, the intercept counted. */
  readonly columns: number;
  /** The problem for the ridge, used below 4N evaluations. */
  readonly few: CentredProblem;
}

/** Above this many players a solve takes more than a fraction of a step: answers in between carry the last one. */
const promptPlayers = 400;
/** Rows must grow by this factor before standard errors are computed anew. */
const growth = 1.25;

/**
 * Answers of a regression as its rows come in (METHOD section 4).
 *
 * Below 4N evaluations, or where the masks do not tell all players apart: ridge with a cross-validated ridge, no
 * standard errors (NaN, "not yet"). From 4N on: plain least squares with HC2 standard errors. To keep steps short the
 * standard errors are computed anew when the rows grew by a quarter, and on the last answer; in between the last ones
 * are carried, shrunk by the square root of the growth. Above 400 players the power is carried likewise. The last
 * answer is never carried, so it does not depend on the pace.
 */
export function regressionAnswers(
  players: number,
): (now: Regression, evaluations: number, last: boolean) => PowerEstimate {
  let carried: { rows: number; power: Float64Array; standardError: Float64Array; freedom: number } | null = null;

  return (now, evaluations, last) => {
    const { rows } = now.sums;
    let due = last || carried === null || rows >= growth * carried.rows;
    const estimate = (power: Float64Array, standardError: Float64Array, freedom: number): PowerEstimate => {
      if (due) carried = { rows, power, standardError, freedom };
      return { power: power.slice(), standardError, degreesOfFreedom: freedom, evaluations };
    };
    const shrunk = () => {
      const shrink = Math.sqrt(carried!.rows / rows);
      return carried!.standardError.map((error) => error * shrink);
    };
    if (!due && players > promptPlayers) return estimate(carried!.power, shrunk(), carried!.freedom);

    const freedom = Math.max(0, rows - now.columns);
    if (evaluations >= 4 * players && freedom > 0) {
      const factor = Float64Array.from(now.gram);
      if (factorCholesky(factor, players)) {
        const coefficients = solveCholesky(factor, players, now.moments);
        // the first standard errors do not wait for the rows to grow
        due ||= Number.isNaN(carried!.standardError[0]);
        const standardError = due
          ? hc2StandardErrors({ ...now, coefficients, inverse: invertCholesky(factor, players) })
          : shrunk();
        return estimate(coefficients, standardError, freedom);
      }
    }
    return estimate(fitRidge(now.few), new Float64Array(players).fill(Number.NaN), freedom);
  };
}
