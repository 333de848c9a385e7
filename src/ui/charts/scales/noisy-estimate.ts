import type { PowerEstimate } from "../../../core/power/power-index.ts";

export const noises = ["sampling", "examples", "both"] as const;
/** Which noise a bar shows: of the sampled coalitions, of the choice of calibration examples, or of both together. */
export type Noise = (typeof noises)[number];

/**
 * The estimate with the standard errors of the noise that is to be shown; both together in quadrature, for the two are
 * independent.
 * @param exampleError one a player; null where it is not known, and the sampling noise is shown
 */
export function noisyEstimate(estimate: PowerEstimate, exampleError: Float64Array | null, noise: Noise): PowerEstimate {
  if (exampleError === null || noise === "sampling") return estimate;
  if (noise === "examples") {
    const degreesOfFreedom = Number.POSITIVE_INFINITY;
    const { layers } = estimate;
    return {
      ...estimate,
      standardError: exampleError,
      degreesOfFreedom,
      ...(layers && { layers: layers.map((layer) => ({ ...layer, degreesOfFreedom })) }),
    };
  }
  const standardError = estimate.standardError.map((error, player) =>
    Math.hypot(error, exampleError[player] ?? Number.NaN),
  );
  return { ...estimate, standardError };
}
