import { biasOf } from "../power/index-bias.ts";
import type { PowerEstimate, PowerIndex } from "../power/power-index.ts";
import { legendreAt } from "../stats/legendre.ts";
import type { PoolFit } from "./pool-fit.ts";

/** Power read off a pool. */
export interface PoolPower extends PowerEstimate {
  /** The bias lies outside [0.1, 0.9], where a quadratic cannot be trusted. */
  readonly extrapolated: boolean;
}

/**
 * The power for any bias, or Shapley, from the fit of one pool and without a new evaluation: microseconds a player, for
 * a slider. Standard errors speak of the masks only.
 */
export function powerAt(fit: PoolFit, index: PowerIndex): PoolPower {
  const { players, evaluations, degreesOfFreedom, curves, covariances, examplesEach, work } = fit;
  const bias = biasOf(index);
  const common = {
    degreesOfFreedom,
    evaluations,
    ...(examplesEach === undefined ? {} : { examplesEach }),
    ...(work === undefined ? {} : { work }),
  };
  if (bias === null)
    return { ...common, power: fit.shapley.slice(), standardError: fit.shapleyError.slice(), extrapolated: false };
  const [a, b, c] = legendreAt(bias, 2);
  const power = new Float64Array(players);
  const standardError = new Float64Array(players);
  for (let i = 0; i < players; i++) {
    const [at, from] = [3 * i, 6 * i];
    power[i] = a * curves[at] + b * curves[at + 1] + c * curves[at + 2];
    const variance =
      a * a * covariances[from] +
      b * b * covariances[from + 2] +
      c * c * covariances[from + 5] +
      2 * (a * b * covariances[from + 1] + a * c * covariances[from + 3] + b * c * covariances[from + 4]);
    standardError[i] = Math.sqrt(Math.max(0, variance));
  }
  return { ...common, power, standardError, extrapolated: bias < 0.1 || bias > 0.9 };
}
