import type { PowerEstimate } from "../power/power-index.ts";

/**
 * One estimate out of independent ones of the same powers, each weighted by its evaluations: weights that are fixed in
 * advance leave unbiased parts unbiased. Degrees of freedom after Welch and Satterthwaite, the fewest of any player.
 * Parts without standard errors have no part in the result unless there is no other.
 * @param parts at least one
 */
export function pooledEstimates(parts: readonly PowerEstimate[]): PowerEstimate {
  const evaluations = parts.reduce((sum, part) => sum + part.evaluations, 0);
  const claimed = parts.filter((part) => part.standardError.every((error) => !Number.isNaN(error)));
  if (claimed.length <= 1) return { ...(claimed[0] ?? parts[parts.length - 1]), evaluations };
  const spent = claimed.reduce((sum, part) => sum + part.evaluations, 0);
  const players = claimed[0].power.length;
  const power = new Float64Array(players);
  const standardError = new Float64Array(players);
  let degreesOfFreedom = Number.POSITIVE_INFINITY;
  for (let i = 0; i < players; i++) {
    let variance = 0;
    let squares = 0;
    for (const part of claimed) {
      const weight = part.evaluations / spent;
      const own = (weight * part.standardError[i]) ** 2;
      power[i] += weight * part.power[i];
      variance += own;
      squares += own ** 2 / part.degreesOfFreedom;
    }
    standardError[i] = Math.sqrt(variance);
    if (squares > 0) degreesOfFreedom = Math.min(degreesOfFreedom, variance ** 2 / squares);
  }
  return { power, standardError, degreesOfFreedom, evaluations };
}
