import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { counted } from "../game/counted.ts";
import { gameOf } from "../game/game-of.ts";
import { randomGame } from "../game/random-games.ts";
import { enumeratePower } from "../power/enumeration.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { seededRandom } from "../random/random-source.ts";
import { finalEstimate } from "./final-estimate.ts";
import { permutations } from "./permutations.ts";

const shapley: PowerIndex = { kind: "shapley" };
const run = (
  game: Parameters<typeof permutations.estimate>[0],
  evaluations: number,
  seed: number | string = 1,
  index: PowerIndex = shapley,
) => finalEstimate(permutations.estimate(game, index, { evaluations, stepEvaluations: 5 }, seededRandom(seed)));

test("the mean of many estimates is the Shapley value, one permutation each", async () => {
  const game = randomGame(6, seededRandom(2));
  const exact = await enumeratePower(game, shapley);
  const seeds = 2000;
  const sum = new Float64Array(6);
  const squares = new Float64Array(6);
  for (let seed = 0; seed < seeds; seed++) {
    const { power } = await run(game, 7, seed);
    power.forEach((value, i) => {
      sum[i] += value;
      squares[i] += (value - exact[i]) ** 2;
    });
  }
  exact.forEach((value, i) => {
    expect(Math.abs(sum[i] / seeds - value)).toBeLessThan((4 * Math.sqrt(squares[i])) / seeds);
  });
});

test("the power adds up to what the grand coalition gains, and a dummy gets exactly nothing", async () => {
  const game = gameOf(5, (z) => z[0] * z[1] + z[2] * z[3] + 7);
  for (const evaluations of [6, 9, 50]) {
    const { power } = await run(game, evaluations);
    expect(power.reduce((sum, value) => sum + value, 0)).toBeCloseTo(2, 12);
    expect(power[4]).toBe(0);
  }
});

test("whole permutations are played: 2 evaluations once and N - 1 each", async () => {
  const game = counted(randomGame(6, seededRandom(1)));
  const { degreesOfFreedom } = await run(game, 41);
  expect(game.evaluations).toBe(2 + 7 * 5);
  expect(degreesOfFreedom).toBe(6);
});

test("a budget below one permutation and a Banzhaf index are refused", async () => {
  await expect(run(randomGame(6, seededRandom(1)), 6)).rejects.toThrow(FailureError);
  await expect(run(randomGame(6, seededRandom(1)), 60, 1, { kind: "banzhaf" })).rejects.toThrow(FailureError);
});
