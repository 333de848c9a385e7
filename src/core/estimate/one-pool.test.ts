import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { additiveGame } from "../game/additive.ts";
import { gameOf } from "../game/game-of.ts";
import { randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { unanimityPower } from "../power/unanimity-power.ts";
import { seededRandom } from "../random/random-source.ts";
import type { Estimator } from "./estimator.ts";
import { finalEstimate } from "./final-estimate.ts";
import { onePool, onePoolWith, samplePool } from "./one-pool.ts";
import type { PoolFit } from "./pool-fit.ts";
import { powerAt } from "./pool-power.ts";

const n = 20;
const terms = randomTerms(n, 40, 3, seededRandom("pool"));
const game = sumOfUnanimityGame(n, terms);
const run = (estimator: Estimator, index: PowerIndex, evaluations: number, seed: number | string = 1) =>
  finalEstimate(estimator.estimate(game, index, { evaluations, stepEvaluations: 90 }, seededRandom(seed)));

test("the chances of joining are spread evenly over (0, 1), after any number of rows", async () => {
  const sizes: number[] = [];
  const watched = gameOf(150, (z) => {
    sizes.push(z.reduce((sum, member) => sum + member, 0) / 150);
    return 0;
  });
  await samplePool(watched, { evaluations: 52, stepEvaluations: 100 }, seededRandom(1)).next();
  expect(sizes.slice(0, 2)).toEqual([0, 1]);
  for (const rows of [10, 25, 50]) {
    const parts = [0, 0, 0, 0, 0];
    for (const size of sizes.slice(2, 2 + rows)) parts[Math.min(4, Math.floor(5 * size))]++;
    for (const part of parts) expect(Math.abs(part - rows / 5)).toBeLessThanOrEqual(3);
  }
});

test("with a focus every second coalition has its chance", async () => {
  const sizes: number[] = [];
  const watched = gameOf(200, (z) => {
    sizes.push(z.reduce((sum, member) => sum + member, 0) / 200);
    return 0;
  });
  const steps = samplePool(watched, { evaluations: 12, stepEvaluations: 12 }, seededRandom(1), undefined, {
    focus: 0.3,
  });
  await steps.next();
  for (let row = 3; row < 12; row += 2) expect(Math.abs(sizes[row] - 0.3)).toBeLessThan(0.13);
});

test("half of the pool at a bias makes its power there more exact", async () => {
  const index: PowerIndex = { kind: "biased-banzhaf", bias: 0.225 };
  const exact = unanimityPower(n, terms, index);
  const missed = async (estimator: Estimator) => {
    let squares = 0;
    for (let seed = 0; seed < 15; seed++) {
      const { power } = await run(estimator, index, 10 * n, seed);
      squares += power.reduce((sum, value, i) => sum + (value - exact[i]) ** 2, 0);
    }
    return squares;
  };
  expect((await missed(onePool)) / (await missed(onePoolWith({ focus: 0.225 })))).toBeGreaterThan(1.3);
});

test("the fit answers for every index what the estimator of that index answers", async () => {
  const budget = { evaluations: 300, stepEvaluations: 300 };
  const { value } = await samplePool(game, budget, seededRandom(1)).next();
  const fit = value && "answer" in value ? value.answer : undefined;
  for (const index of [{ kind: "shapley" }, { kind: "banzhaf" }] as const)
    expect(powerAt(fit!, index)).toEqual(await run(onePool, index, 300));
});

test("between fits the answer is carried, its errors shrinking; the last one is its own", async () => {
  const answers: PoolFit[] = [];
  for await (const { answer } of samplePool(game, { evaluations: 602, stepEvaluations: 20 }, seededRandom(1)))
    answers.push(answer);
  const claimed = answers.filter(({ shapleyError }) => !Number.isNaN(shapleyError[0]));
  expect(claimed.length).toBeGreaterThan(10);
  const carried = answers
    .slice(1)
    .filter(({ shapley }, k) => shapley.every((value, i) => value === answers[k].shapley[i]));
  expect(carried.length).toBeGreaterThan(10);
  expect(answers.at(-1)!.shapleyError).toEqual((await run(onePool, { kind: "shapley" }, 602)).standardError);
});

test("too many players, a budget below 3 and a focus on the edge are refused", async () => {
  const index: PowerIndex = { kind: "shapley" };
  await expect(run(onePool, index, 2)).rejects.toThrow(FailureError);
  await expect(run(onePoolWith({ focus: 1 }), index, 100)).rejects.toThrow(FailureError);
  const large = additiveGame(new Array(1001).fill(1));
  const steps = onePool.estimate(large, index, { evaluations: 10, stepEvaluations: 10 }, seededRandom(1));
  await expect(finalEstimate(steps)).rejects.toThrow(FailureError);
});
