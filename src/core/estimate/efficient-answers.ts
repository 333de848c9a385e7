import type { PowerEstimate } from "../power/power-index.ts";
import { carriedEstimates, type Solved } from "./carried-estimate.ts";
import { efficientStandardErrors, fitEfficient } from "./efficient-fit.ts";
import type { EfficientRows } from "./efficient-rows.ts";

/** Evaluations a player from which on intervals are worth more than the better ranking of the strong ridge. */
const claimedFrom = 10;
/** Ridge while there are few evaluations, and the one that intervals are claimed with. */
const strong = 0.1;
const slight = 1e-3;
/** Ridge of the bent columns for as many rows as players; it falls as rows are added. */
const bending = 1.5;

/**
 * Answers of a Shapley regression as its rows come in, kept prompt by `carriedEstimates`: the centred coefficients plus
 * an equal share of what the grand coalition gains, so the power always adds up to it.
 *
 * Below 10N evaluations: a ridge of 0.1, which ranks better, and no standard errors (NaN, "not yet"). From 10N on: a
 * ridge of 1e-3 with HC2 standard errors and rows - columns degrees of freedom, bent columns counted as the ridge leaves
 * them.
 * @param ridge to be used throughout instead; standard errors are claimed from 10N evaluations on unless it is above 1e-3
 */
export function efficientAnswers(
  rows: EfficientRows,
  ridge?: number,
): (gain: number, evaluations: number, last: boolean) => PowerEstimate {
  const n = rows.players;
  const carried = carriedEstimates(n);
  return (gain, evaluations, last) => {
    const bendRidge = (bending * n) / Math.max(1, rows.rows);
    // a ridge leaves a column about this much of its freedom
    const bent = rows.bent ? (n - 1) / (1 + bendRidge) : 0;
    const degreesOfFreedom = Math.max(0, Math.floor(rows.rows - (n - 1) - rows.waves - bent));
    const none = () => new Float64Array(n).fill(Number.NaN);
    const share = (coefficients: Float64Array) => coefficients.slice(0, n).map((value) => value + gain / n);
    const solve = (errors: boolean): Solved => {
      const enough = evaluations >= claimedFrom * n && degreesOfFreedom > 0;
      const chosen = ridge ?? (enough ? slight : strong);
      // without a ridge too few rows have no solution
      const fit = fitEfficient(rows, chosen, bendRidge) ?? fitEfficient(rows, strong, bendRidge);
      if (fit === null) return { power: share(new Float64Array(n)), standardError: none(), degreesOfFreedom };
      const claimed = enough && chosen <= slight;
      const standardError = !claimed ? none() : errors ? efficientStandardErrors(rows, fit) : null;
      return { power: share(fit.coefficients), standardError, degreesOfFreedom };
    };
    return carried(rows.rows, evaluations, last, solve);
  };
}
