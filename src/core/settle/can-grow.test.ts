import { expect, test } from "vitest";
import { antitheticPermutations } from "../estimate/antithetic-permutations.ts";
import { complementPairs } from "../estimate/complement-pairs.ts";
import { finalEstimate } from "../estimate/final-estimate.ts";
import { kernelShap, pairedKernelShap } from "../estimate/kernel-shap.ts";
import { leastSquares } from "../estimate/least-squares.ts";
import { marginalPairs } from "../estimate/marginal-pairs.ts";
import { permutations } from "../estimate/permutations.ts";
import { sampleReuse } from "../estimate/sample-reuse.ts";
import type { SamplingCheckpoint } from "../estimate/step-through.ts";
import { randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import { seededRandom } from "../random/random-source.ts";
import { canGrow, growing } from "./can-grow.ts";

const game = sumOfUnanimityGame(8, randomTerms(8, 20, 4, seededRandom(1)));
const cases = [
  { estimator: leastSquares, index: { kind: "biased-banzhaf", bias: 0.3 } },
  { estimator: complementPairs, index: { kind: "banzhaf" } },
  { estimator: antitheticPermutations, index: { kind: "shapley" } },
  { estimator: permutations, index: { kind: "shapley" } },
  { estimator: marginalPairs, index: { kind: "shapley" } },
  { estimator: sampleReuse, index: { kind: "biased-banzhaf", bias: 0.3 } },
  { estimator: kernelShap, index: { kind: "shapley" } },
  { estimator: pairedKernelShap, index: { kind: "shapley" } },
] as const;

test("every estimator that is said to grow is tested here", () => {
  expect(new Set(cases.map(({ estimator }) => estimator.name))).toEqual(growing);
  expect(canGrow({ name: "exact enumeration" })).toBe(false);
});

test.each(cases)(
  "$estimator.name goes on beyond its budget as if it had had a larger one",
  async ({ estimator, index }) => {
    let checkpoint: SamplingCheckpoint | undefined;
    const short = estimator.estimate(game, index, { evaluations: 100, stepEvaluations: 30 }, seededRandom(5));
    for await (const step of short) checkpoint = step.checkpoint;
    const budget = { evaluations: 240, stepEvaluations: 50 };
    const longer = await finalEstimate(estimator.estimate(game, index, budget, seededRandom("other"), checkpoint));
    expect(longer).toEqual(await finalEstimate(estimator.estimate(game, index, budget, seededRandom(5))));
  },
);
