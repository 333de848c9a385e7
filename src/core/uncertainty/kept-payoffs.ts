import type { KeptMasks, SweepExtent } from "./kept-masks.ts";
import { payoffDeviation } from "./uncertainty-statistics.ts";

/** One accuracy per fraction and mask. */
export function keptPayoffs({ fractions, masks }: SweepExtent): KeptMasks {
  const payoffs = Array.from({ length: fractions }, () => new Float64Array(masks));
  return {
    operations: fractions * masks,
    arrays: payoffs,
    keep: (fraction, mask, { accuracy }) => {
      payoffs[fraction][mask] = accuracy;
    },
    statistic: (fraction, weights) => payoffDeviation(payoffs[fraction], weights),
  };
}
