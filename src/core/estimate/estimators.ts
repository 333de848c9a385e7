import { FailureError } from "../failure.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { antitheticPermutations } from "./antithetic-permutations.ts";
import { complementPairs } from "./complement-pairs.ts";
import { conjugateGradients } from "./conjugate-gradients.ts";
import type { Estimator } from "./estimator.ts";
import { exactEnumeration } from "./exact-enumeration.ts";
import { kernelShap, pairedKernelShap } from "./kernel-shap.ts";
import { leastSquares } from "./least-squares.ts";
import { marginalPairs } from "./marginal-pairs.ts";
import { onePool } from "./one-pool.ts";
import { pairedLeverage } from "./paired-leverage.ts";
import { permutations } from "./permutations.ts";
import { sampleReuse } from "./sample-reuse.ts";
import type { SamplingCheckpoint } from "./step-through.ts";
import { truncatedPermutations } from "./truncated-permutations.ts";

/** What the lab says of an estimator. */
export interface EstimatorEntry {
  readonly estimator: Estimator<SamplingCheckpoint>;
  /** What it does, in a sentence for the person. */
  readonly words: string;
  /** The mean over seeds is the power, whatever the budget; else at most in the limit of many evaluations. */
  readonly unbiased: boolean;
  /**
   * Its standard errors, where there are any, make intervals that hold the power as often as they say, given enough
   * evaluations (`npm run bench`, coverage).
   */
  claimsIntervals(index: PowerIndex): boolean;
}

const always = () => true;
const never = () => false;

/** Every estimator: the defaults first, then those kept for comparison. The indices are `estimator.supports`. */
export const estimators: readonly EstimatorEntry[] = [
  {
    estimator: exactEnumeration,
    words: "Plays all coalitions of up to 15 units; nothing is estimated.",
    unbiased: true,
    claimsIntervals: always,
  },
  {
    estimator: leastSquares,
    words: "Fits a sum of unit effects to the values of random coalitions: every evaluation informs every unit.",
    unbiased: false,
    claimsIntervals: always,
  },
  {
    estimator: complementPairs,
    words: "Least squares on coalitions and their complements: interactions of pairs cancel.",
    unbiased: false,
    claimsIntervals: always,
  },
  {
    estimator: pairedLeverage,
    words: "Least squares on coalitions of all sizes and their complements, the effect of size taken out.",
    unbiased: false,
    claimsIntervals: always,
  },
  {
    estimator: onePool,
    words: "One sample of coalitions for every bias and Shapley at once, so that the bias can be changed afterwards.",
    unbiased: false,
    // away from Shapley a quadratic in the bias leaves an error that the intervals do not know of
    claimsIntervals: (index) => index.kind === "shapley",
  },
  {
    estimator: conjugateGradients,
    words: "Ridge regression for thousands of units, which never holds a table of all pairs of them.",
    unbiased: false,
    claimsIntervals: always,
  },
  {
    estimator: marginalPairs,
    words: "For each unit in turn a random coalition with and without it: our reading of the paper's estimation.",
    unbiased: true,
    claimsIntervals: always,
  },
  {
    estimator: sampleReuse,
    words: "The mean value of random coalitions with a unit less the mean of those without.",
    unbiased: true,
    claimsIntervals: always,
  },
  {
    estimator: antitheticPermutations,
    words: "Units join one by one in a random order, then in the reverse order.",
    unbiased: true,
    claimsIntervals: always,
  },
  {
    estimator: permutations,
    words: "Units join one by one in random orders.",
    unbiased: true,
    claimsIntervals: always,
  },
  {
    estimator: truncatedPermutations,
    words: "Random orders, broken off where the value is close to that of all units: cheap and biased.",
    unbiased: false,
    claimsIntervals: never,
  },
  {
    estimator: kernelShap,
    words: "Least squares on coalitions drawn as the Shapley kernel weighs them.",
    unbiased: false,
    claimsIntervals: always,
  },
  {
    estimator: pairedKernelShap,
    words: "Kernel SHAP on coalitions together with their complements.",
    unbiased: false,
    claimsIntervals: always,
  },
];

/** @throws settings-invalid where no estimator has the name */
export function estimatorNamed(name: string): Estimator<SamplingCheckpoint> {
  const entry = estimators.find(({ estimator }) => estimator.name === name);
  if (entry) return entry.estimator;
  throw new FailureError({
    kind: "settings-invalid",
    message: `There is no estimator called “${name}”.`,
    where: "estimator",
    advice: `Choose one of: ${estimators.map(({ estimator }) => estimator.name).join(", ")}.`,
  });
}
