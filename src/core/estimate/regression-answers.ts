import type { PowerEstimate } from "../power/power-index.ts";
import { factorCholesky, invertCholesky, solveCholesky } from "../stats/cholesky.ts";
import { carriedEstimates } from "./carried-estimate.ts";
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

/** Rows with and rows without a player that its interval takes at least: rare presences leave HC2 too narrow. */
export const fewestSeen = 20;

/** Standard errors without those of players that were too seldom present, or too seldom absent. */
function claimed(errors: Float64Array, { sums }: Regression, fewest: number): Float64Array {
  return errors.map((error, i) => {
    const seen = sums.countOf(i);
    return Math.min(seen, sums.rows - seen) < fewest ? Number.NaN : error;
  });
}

/**
 * Answers of a regression as its rows come in (METHOD section 4), kept prompt by `carriedEstimates`.
 *
 * Below 4N evaluations, or where the masks do not tell all players apart: ridge with a cross-validated ridge, no
 * standard errors (NaN, "not yet"). From 4N on: plain least squares with HC2 standard errors, for players that were
 * present and absent `fewest` times each.
 */
export function regressionAnswers(
  players: number,
  fewest = 0,
): (now: Regression, evaluations: number, last: boolean) => PowerEstimate {
  const carried = carriedEstimates(players);
  return (now, evaluations, last) =>
    carried(now.sums.rows, evaluations, last, (errors) => {
      const degreesOfFreedom = Math.max(0, now.sums.rows - now.columns);
      if (evaluations >= 4 * players && degreesOfFreedom > 0) {
        const factor = Float64Array.from(now.gram);
        if (factorCholesky(factor, players)) {
          const power = solveCholesky(factor, players, now.moments);
          const solved = () => ({ ...now, coefficients: power, inverse: invertCholesky(factor, players) });
          return {
            power,
            standardError: errors ? claimed(hc2StandardErrors(solved()), now, fewest) : null,
            degreesOfFreedom,
          };
        }
      }
      return { power: fitRidge(now.few), standardError: new Float64Array(players).fill(Number.NaN), degreesOfFreedom };
    });
}
