import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import type { Game } from "../game/game.ts";
import { gameOf } from "../game/game-of.ts";
import { randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { unanimityPower } from "../power/unanimity-power.ts";
import { seededRandom } from "../random/random-source.ts";
import { rankCorrelation } from "../stats/rank-correlation.ts";
import { conjugateGradients } from "./conjugate-gradients.ts";
import { finalEstimate } from "./final-estimate.ts";
import { leastSquares } from "./least-squares.ts";

const biased: PowerIndex = { kind: "biased-banzhaf", bias: 0.3 };
const run = (game: Game, index: PowerIndex, evaluations: number, seed: number | string = 1) =>
  finalEstimate(conjugateGradients.estimate(game, index, { evaluations, stepEvaluations: 500 }, seededRandom(seed)));

test("it misses by about as much as least squares with its factored Gram matrix", async () => {
  const n = 40;
  const terms = randomTerms(n, 80, 3, seededRandom("terms"));
  const game = sumOfUnanimityGame(n, terms);
  const exact = unanimityPower(n, terms, biased);
  const missed = (power: Float64Array) => power.reduce((sum, value, i) => sum + (value - exact[i]) ** 2, 0);
  let [here, there] = [0, 0];
  for (let seed = 0; seed < 10; seed++) {
    here += missed((await run(game, biased, 10 * n, seed)).power);
    const budget = { evaluations: 10 * n, stepEvaluations: 500 };
    there += missed((await finalEstimate(leastSquares.estimate(game, biased, budget, seededRandom(seed)))).power);
  }
  expect(here / there).toBeGreaterThan(0.6);
  expect(here / there).toBeLessThan(1.5);
});

test("standard errors are claimed from 4N evaluations on", async () => {
  const game = sumOfUnanimityGame(20, randomTerms(20, 40, 4, seededRandom(1)));
  expect((await run(game, biased, 79)).standardError.every(Number.isNaN)).toBe(true);
  expect((await run(game, biased, 80)).standardError.every((error) => error > 0)).toBe(true);
});

test("the iterations are steps of their own: answers go on while no coalition is played", async () => {
  const game = sumOfUnanimityGame(50, randomTerms(50, 100, 4, seededRandom(1)));
  const evaluations: number[] = [];
  const budget = { evaluations: 300, stepEvaluations: 100 };
  for await (const { answer } of conjugateGradients.estimate(game, biased, budget, seededRandom(1)))
    evaluations.push(answer.evaluations);
  expect(evaluations.filter((done) => done === 300).length).toBeGreaterThan(5);
  expect(evaluations.at(-1)).toBe(300);
});

test("ten thousand players of an almost additive game are ranked from few evaluations, within bounded memory", async () => {
  const n = 10_000;
  const worths = Float64Array.from({ length: n }, (_, i) => Math.sin(i) ** 5);
  const game = gameOf(n, (z) => {
    let sum = 0;
    for (let i = 0; i < n; i++) if (z[i] === 1) sum += worths[i];
    return sum + 5 * Math.sin(sum);
  });
  const { power } = await run(game, { kind: "biased-banzhaf", bias: 0.4 }, 3000);
  expect(rankCorrelation(power, worths)).toBeGreaterThan(0.3);
}, 60_000);

test("few players, a small budget and a bias on the edge are refused", async () => {
  const game = sumOfUnanimityGame(9, [{ members: [0], worth: 1 }]);
  await expect(run(game, biased, 7)).rejects.toThrow(FailureError);
  await expect(run(game, { kind: "biased-banzhaf", bias: 0 }, 100)).rejects.toThrow(FailureError);
  await expect(run(sumOfUnanimityGame(7, []), biased, 100)).rejects.toThrow(FailureError);
});
