import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { caughtFailure } from "../../../test/caught-failure.ts";
import type { Game } from "../game/game.ts";
import { randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import { weightedVotingGame } from "../game/weighted-voting.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { unanimityPower } from "../power/unanimity-power.ts";
import { votingPower } from "../power/voting-power.ts";
import { seededRandom } from "../random/random-source.ts";
import { estimatorFor } from "./estimator-for.ts";
import { estimatorNamed, estimators } from "./estimators.ts";
import { finalEstimate } from "./final-estimate.ts";

const indices: PowerIndex[] = [
  { kind: "shapley" },
  { kind: "banzhaf" },
  { kind: "biased-banzhaf", bias: 0.225 },
  { kind: "biased-banzhaf", bias: 0.8 },
];
const matrix = estimators
  .filter(({ estimator }) => estimator.name !== "exact enumeration")
  .flatMap((entry) =>
    indices
      .filter((index) => entry.estimator.supports(index))
      .map((index) => ({
        ...entry,
        name: entry.estimator.name,
        index,
        fewest: entry.estimator.name === "conjugate gradients" ? 8 : 1,
      })),
  );

test("each has a name of its own, by which it is found, and words", async () => {
  expect(new Set(estimators.map(({ estimator }) => estimator.name)).size).toBe(estimators.length);
  for (const { estimator, words } of estimators) {
    expect(estimatorNamed(estimator.name)).toBe(estimator);
    expect(words).toMatch(/^[A-Z].*\.$/);
  }
  expect(await caughtFailure(() => estimatorNamed("guesswork"))).toMatchObject({ kind: "settings-invalid" });
});

describe.each(matrix)("$name for $index", ({ estimator, index, unbiased, claimsIntervals, fewest }) => {
  const run = (game: Game, evaluations: number, seed: number) =>
    finalEstimate(
      estimator.estimate(game, index, { evaluations, stepEvaluations: 5000 }, seededRandom(seed, "matrix")),
    );

  test(unbiased ? "is right in the mean over seeds" : "comes closer as evaluations grow", async () => {
    const n = 9;
    const terms = randomTerms(n, 20, 4, seededRandom("matrix"));
    const game = sumOfUnanimityGame(n, terms);
    const exact = unanimityPower(n, terms, index);
    const mean = async (evaluations: number, seeds: number) => {
      const sum = new Float64Array(n);
      const squares = new Float64Array(n);
      for (let seed = 0; seed < seeds; seed++)
        (await run(game, evaluations, seed)).power.forEach((value, i) => {
          sum[i] += value - exact[i];
          squares[i] += (value - exact[i]) ** 2;
        });
      return { sum, squares, size: Math.sqrt(squares.reduce((a, b) => a + b, 0) / seeds) };
    };
    if (unbiased) {
      const { sum, squares } = await mean(72, 400);
      sum.forEach((value, i) => {
        expect(Math.abs(value)).toBeLessThan(4.5 * Math.sqrt(squares[i]) + 1e-9);
      });
    } else {
      const [few, many] = [await mean(100, 8), await mean(3000, 8)];
      expect(many.size).toBeLessThan(0.4 * few.size);
      expect(many.size).toBeLessThan(0.15 * Math.hypot(...exact));
    }
  });

  const votes = [
    // Shapley 7/30, 3/20, 0 and Banzhaf 5/16, 3/16, 0 by weight (Shapley and Shubik 1954; Brams 1976)
    { name: "the European Economic Community of 1958", weights: [4, 4, 4, 2, 2, 1], quota: 12 },
    { name: "the UN Security Council", weights: [7, 7, 7, 7, 7, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], quota: 39 },
  ].filter(({ weights }) => weights.length >= fewest);
  test.each(votes)("comes close to the published power in $name", async ({ weights, quota }) => {
    const exact = votingPower(weights, quota, index);
    if (weights.length === 6 && index.kind === "shapley") expect(exact[0]).toBeCloseTo(7 / 30, 12);
    if (weights.length === 6 && index.kind === "banzhaf") expect(exact[3]).toBeCloseTo(3 / 16, 12);
    const { power, standardError } = await run(weightedVotingGame(weights, quota), 4000, 1);
    power.forEach((value, i) => {
      // a quadratic in the bias cannot follow a game whose curves are steep
      const allowed = claimsIntervals(index) ? 4.5 * standardError[i] + 0.005 : 0.15;
      expect(Math.abs(value - exact[i])).toBeLessThan(allowed);
    });
  });
});

const file = resolve(process.cwd(), "../shared/fixtures/power-indices.json");
const absent = !existsSync(file);
const fixtures = absent ? { weighted_voting: [] } : JSON.parse(readFileSync(file, "utf8"));

describe.skipIf(absent)("the defaults come close to the shared fixtures", () => {
  const keys: [string, PowerIndex][] = [
    ["shapleyShubik", { kind: "shapley" }],
    ["banzhafAbs", { kind: "banzhaf" }],
    ["beta_0.225", { kind: "biased-banzhaf", bias: 0.225 }],
  ];
  for (const { name, weights, quota, byWeight } of fixtures.weighted_voting)
    test(name, async () => {
      for (const [key, index] of keys) {
        const estimator = estimatorFor(index);
        const budget = { evaluations: 80 * weights.length, stepEvaluations: 5000 };
        const game = weightedVotingGame(weights, quota);
        const { power, standardError } = await finalEstimate(
          estimator.estimate(game, index, budget, seededRandom(name)),
        );
        weights.forEach((weight: number, i: number) => {
          const exact = byWeight[weight][key];
          if (exact === undefined) return;
          expect(Math.abs(power[i] - exact), `${key} of ${weight}`).toBeLessThan(4.5 * standardError[i] + 0.005);
        });
      }
    });
});
