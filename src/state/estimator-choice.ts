import { antitheticPermutations } from "../core/estimate/antithetic-permutations.ts";
import { complementPairs } from "../core/estimate/complement-pairs.ts";
import type { Estimator } from "../core/estimate/estimator.ts";
import { exactEnumeration } from "../core/estimate/exact-enumeration.ts";
import { kernelShap, pairedKernelShap } from "../core/estimate/kernel-shap.ts";
import { leastSquares } from "../core/estimate/least-squares.ts";
import { marginalPairs } from "../core/estimate/marginal-pairs.ts";
import { pairedLeverage } from "../core/estimate/paired-leverage.ts";
import { permutations } from "../core/estimate/permutations.ts";
import { sampleReuse } from "../core/estimate/sample-reuse.ts";
import { truncatedPermutations } from "../core/estimate/truncated-permutations.ts";
import type { PowerIndex } from "../core/power/power-index.ts";

type Named = Pick<Estimator, "name" | "supports">;

const estimators: readonly Named[] = [
  leastSquares,
  complementPairs,
  pairedLeverage,
  exactEnumeration,
  marginalPairs,
  sampleReuse,
  antitheticPermutations,
  permutations,
  truncatedPermutations,
  pairedKernelShap,
  kernelShap,
];

/** Estimators that a person may choose for an index, beside "default". */
export function estimatorsFor(index: PowerIndex): readonly Named[] {
  return estimators.filter((estimator) => estimator.supports(index));
}

export function isEstimatorName(name: string): boolean {
  return name === "default" || estimators.some((estimator) => estimator.name === name);
}
