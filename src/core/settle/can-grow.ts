import { antitheticPermutations } from "../estimate/antithetic-permutations.ts";
import { complementPairs } from "../estimate/complement-pairs.ts";
import type { Estimator } from "../estimate/estimator.ts";
import { kernelShap, pairedKernelShap } from "../estimate/kernel-shap.ts";
import { leastSquares } from "../estimate/least-squares.ts";
import { marginalPairs } from "../estimate/marginal-pairs.ts";
import { permutations } from "../estimate/permutations.ts";
import { sampleReuse } from "../estimate/sample-reuse.ts";

/** Estimators whose coalitions do not depend on the budget, tested as such. */
export const growing: ReadonlySet<string> = new Set(
  [
    leastSquares,
    complementPairs,
    antitheticPermutations,
    permutations,
    marginalPairs,
    sampleReuse,
    kernelShap,
    pairedKernelShap,
  ].map(({ name }) => name),
);

/**
 * Whether a run of the estimator can go on beyond its budget: its checkpoint, resumed with a larger budget, then gives
 * what a run with the larger budget gives. Not so where a sample is spread over the budget in advance, as the sizes of
 * paired leverage sampling are.
 */
export function canGrow(estimator: Pick<Estimator, "name">): boolean {
  return growing.has(estimator.name);
}
