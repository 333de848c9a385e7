import type { PowerEstimate } from "../power/power-index.ts";
import { carriedEstimates, type Solved } from "./carried-estimate.ts";
import { efficientStandardErrors, fitEfficient } from "./efficient-fit.ts";
import type { EfficientRows } from "./efficient-rows.ts";

/** Ridge while there are few evaluations, and the one that intervals are claimed with. */
const strong = 0.1;
const slight = 1e-3;

/**
 * Answers of a Shapley regression as its rows come in, kept prompt by `carriedEstimates`: the centred coefficients plus
 * an equal share of what the grand coalition gains, so the power always adds up to it.
 *
 * Below 4N evaluations: a ridge of 0.1 and no standard errors (NaN, "not yet"). From 4N on: a ridge of 1e-3 with HC2
 * standard errors and rows - columns degrees of freedom.
 * @param ridge to be used throughout instead; standard errors are claimed from 4N evaluations on unless it is above 1e-3
 */
export function efficientAnswers(
  rows: EfficientRows,
  ridge?: number,
): (gain: number, evaluations: number, last: boolean) => PowerEstimate {
  const n = rows.players;
  const carried = carriedEstimates(n);
  return (gain, evaluations, last) => {
    const degreesOfFreedom = Math.max(0, rows.rows - (n - 1) - rows.waves);
    const none = () => new Float64Array(n).fill(Number.NaN);
    const share = (coefficients: Float64Array) => coefficients.slice(0, n).map((value) => value + gain / n);
    const solve = (errors: boolean): Solved => {
      const enough = evaluations >= 4 * n && degreesOfFreedom > 0;
      const chosen = ridge ?? (enough ? slight : strong);
      // without a ridge too few rows have no solution
      const fit = fitEfficient(rows, chosen) ?? fitEfficient(rows, strong);
      if (fit === null) return { power: share(new Float64Array(n)), standardError: none(), degreesOfFreedom };
      const claimed = enough && chosen <= slight;
      const standardError = !claimed ? none() : errors ? efficientStandardErrors(rows, fit) : null;
      return { power: share(fit.coefficients), standardError, degreesOfFreedom };
    };
    return carried(rows.rows, evaluations, last, solve);
  };
}
