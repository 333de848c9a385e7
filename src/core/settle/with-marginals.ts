import type { PowerEstimate } from "../power/power-index.ts";
import type { RunningMoments } from "../stats/running-moments.ts";

/** Marginal contributions that a player must have before they count: fewer tell too little of their own spread. */
export const fewestMarginals = 30;
/** How many marginal contributions the mean spread of all players weighs: a player who seldom matters may show none. */
const borrowed = 4;

/** Variance of a player's marginal contributions, drawn a little towards the mean over the players that have some. */
export function marginalVariances(moments: readonly RunningMoments[]): Float64Array {
  const some = moments.filter(({ count }) => count >= 2);
  const typical = some.reduce((sum, { variance }) => sum + variance / some.length, 0);
  return Float64Array.from(moments, ({ count, variance }) =>
    count < 2 ? Number.NaN : (count * variance + borrowed * typical) / (count + borrowed),
  );
}

/**
 * A regression's estimate joined with the mean marginal contributions of some players, which are independent of it and
 * estimate the same power: each player's two estimates by inverse variance. Degrees of freedom after Welch and
 * Satterthwaite, the fewest of any player.
 */
export function withMarginals(regression: PowerEstimate, moments: readonly RunningMoments[]): PowerEstimate {
  const power = regression.power.slice();
  const standardError = regression.standardError.slice();
  const variances = marginalVariances(moments);
  let { degreesOfFreedom } = regression;
  moments.forEach(({ count, mean }, i) => {
    const fitted = standardError[i] ** 2;
    const sampled = variances[i] / count;
    if (count < fewestMarginals || Number.isNaN(fitted) || fitted + sampled === 0) return;
    const share = fitted / (fitted + sampled);
    const parts = [(1 - share) ** 2 * fitted, share ** 2 * sampled];
    power[i] = share * mean + (1 - share) * power[i];
    standardError[i] = Math.sqrt(parts[0] + parts[1]);
    const freedom =
      (parts[0] + parts[1]) ** 2 / (parts[0] ** 2 / regression.degreesOfFreedom + parts[1] ** 2 / (count - 1));
    degreesOfFreedom = Math.min(degreesOfFreedom, freedom);
  });
  return { ...regression, power, standardError, degreesOfFreedom };
}
