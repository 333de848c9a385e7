import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { airportGame } from "../game/airport.ts";
import { counted } from "../game/counted.ts";
import { gameOf } from "../game/game-of.ts";
import { randomGame } from "../game/random-games.ts";
import { airportPower } from "../power/airport-power.ts";
import { enumeratePower } from "../power/enumeration.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { seededRandom } from "../random/random-source.ts";
import { antitheticPermutations } from "./antithetic-permutations.ts";
import { finalEstimate } from "./final-estimate.ts";

const shapley: PowerIndex = { kind: "shapley" };
const run = (
  game: Parameters<typeof antitheticPermutations.estimate>[0],
  evaluations: number,
  seed: number | string = 1,
) =>
  finalEstimate(
    antitheticPermutations.estimate(game, shapley, { evaluations, stepEvaluations: 5 }, seededRandom(seed)),
  );

test("the power adds up to what the grand coalition gains, after every budget", async () => {
  const game = randomGame(7, seededRandom(1));
  const total = (await enumeratePower(game, shapley)).reduce((sum, value) => sum + value, 0);
  for (const evaluations of [14, 50, 200]) {
    const { power } = await run(game, evaluations);
    expect(power.reduce((sum, value) => sum + value, 0)).toBeCloseTo(total, 12);
  }
});

test("the mean of many estimates is the Shapley value", async () => {
  const game = randomGame(6, seededRandom(2));
  const exact = await enumeratePower(game, shapley);
  const seeds = 2000;
  const sum = new Float64Array(6);
  const squares = new Float64Array(6);
  for (let seed = 0; seed < seeds; seed++) {
    // one pair each: nothing is averaged that could hide a bias
    const { power } = await run(game, 12, seed);
    power.forEach((value, i) => {
      sum[i] += value;
      squares[i] += (value - exact[i]) ** 2;
    });
  }
  exact.forEach((value, i) => {
    const error = Math.sqrt(squares[i]) / seeds;
    expect(Math.abs(sum[i] / seeds - value)).toBeLessThan(4 * error);
  });
});

test("a dummy gets exactly nothing", async () => {
  const { power, standardError } = await run(
    gameOf(5, (z) => z[0] * z[1] + z[2] * z[3]),
    100,
  );
  expect(power[4]).toBe(0);
  expect(standardError[4]).toBe(0);
});

test("the airport of a hundred players is missed by as much as the standard errors say", async () => {
  const costs = Array.from({ length: 100 }, (_, i) => 1 + (i % 10));
  const exact = airportPower(costs, shapley);
  const { power, standardError, degreesOfFreedom } = await run(airportGame(costs), 2 + 198 * 60);
  expect(degreesOfFreedom).toBe(59);
  const missed = Math.hypot(...power.map((value, i) => value - exact[i]));
  const claimed = Math.hypot(...standardError);
  expect(missed / claimed).toBeGreaterThan(0.7);
  expect(missed / claimed).toBeLessThan(1.4);
});

test("whole pairs are played: 2 evaluations once and 2 (N - 1) a pair", async () => {
  const game = counted(randomGame(6, seededRandom(1)));
  await run(game, 41);
  expect(game.evaluations).toBe(2 + 3 * 10);
});

test("one pair has no standard error yet", async () => {
  const { standardError } = await run(randomGame(6, seededRandom(1)), 12);
  expect(standardError.every(Number.isNaN)).toBe(true);
});

test("a budget below one pair is refused with the least that would do", async () => {
  const game = counted(randomGame(6, seededRandom(1)));
  await expect(run(game, 11)).rejects.toSatisfy(
    (thrown) =>
      thrown instanceof FailureError &&
      thrown.failure.kind === "settings-invalid" &&
      thrown.failure.advice === "Spend at least 12 evaluations.",
  );
  expect(game.evaluations).toBe(0);
});

test("a Banzhaf index is refused", async () => {
  const steps = antitheticPermutations.estimate(
    randomGame(3, seededRandom(1)),
    { kind: "banzhaf" },
    { evaluations: 100, stepEvaluations: 10 },
    seededRandom(1),
  );
  await expect(finalEstimate(steps)).rejects.toThrow(FailureError);
});
