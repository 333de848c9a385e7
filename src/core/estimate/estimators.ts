import { FailureError } from "../failure.ts";
import { antitheticPermutations } from "./antithetic-permutations.ts";
import { complementPairs } from "./complement-pairs.ts";
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

/** An estimator as a person chooses it. */
export interface NamedEstimator {
  readonly estimator: Estimator<SamplingCheckpoint>;
  /** One sentence: what it does and what it is for. */
  readonly words: string;
  /** Whether it gives standard errors that intervals may be made of. */
  readonly claimsIntervals: boolean;
}

/** Every estimator, the defaults first. */
export const estimators: readonly NamedEstimator[] = [
  {
    estimator: leastSquares,
    words: "The best linear fit to the game: every coalition informs every unit.",
    claimsIntervals: true,
  },
  {
    estimator: complementPairs,
    words: "The linear fit on coalitions paired with their complements.",
    claimsIntervals: true,
  },
  {
    estimator: pairedLeverage,
    words: "The linear fit for Shapley: sizes spread evenly, complements paired, the dependence on size taken out.",
    claimsIntervals: true,
  },
  { estimator: onePool, words: "One pool of coalitions for every d and Shapley at once.", claimsIntervals: true },
  { estimator: exactEnumeration, words: "Every coalition once: exact, for few units.", claimsIntervals: false },
  {
    estimator: marginalPairs,
    words: "With and without each unit in turn: our reading of the paper's PIE.",
    claimsIntervals: true,
  },
  {
    estimator: sampleReuse,
    words: "The mean worth with a unit less the mean worth without it, all coalitions reused.",
    claimsIntervals: true,
  },
  { estimator: permutations, words: "Marginal contributions along random orders.", claimsIntervals: true },
  {
    estimator: antitheticPermutations,
    words: "Marginal contributions along random orders and their reverses.",
    claimsIntervals: true,
  },
  {
    estimator: truncatedPermutations,
    words: "Random orders, broken off once the full worth is nearly reached; biased.",
    claimsIntervals: false,
  },
  { estimator: kernelShap, words: "Kernel SHAP: a weighted linear fit on random sizes.", claimsIntervals: true },
  {
    estimator: pairedKernelShap,
    words: "Kernel SHAP on coalitions paired with their complements.",
    claimsIntervals: true,
  },
];

/**
 * The estimator of a name.
 * @throws FailureError settings-invalid where there is none
 */
export function estimatorNamed(name: string): Estimator<SamplingCheckpoint> {
  const found = estimators.find(({ estimator }) => estimator.name === name);
  if (found) return found.estimator;
  throw new FailureError({
    kind: "settings-invalid",
    message: `There is no estimator called ${name}.`,
    where: "estimator",
    advice: `Choose one of: ${estimators.map(({ estimator }) => estimator.name).join(", ")}.`,
  });
}
