import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { gameOf } from "../game/game-of.ts";
import { randomGame } from "../game/random-games.ts";
import { enumeratePower } from "../power/enumeration.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { seededRandom } from "../random/random-source.ts";
import { finalEstimate } from "./final-estimate.ts";
import { sampleReuse } from "./sample-reuse.ts";

const run = (
  game: Parameters<typeof sampleReuse.estimate>[0],
  index: PowerIndex,
  evaluations: number,
  seed: number | string = 1,
) => finalEstimate(sampleReuse.estimate(game, index, { evaluations, stepEvaluations: 50 }, seededRandom(seed)));

test.each([0.4, 0.5, 0.7])("the mean of many estimates is the exact power at a bias of %d", async (bias) => {
  const index: PowerIndex = { kind: "biased-banzhaf", bias };
  const game = randomGame(6, seededRandom(2));
  const exact = await enumeratePower(game, index);
  const seeds = 1000;
  const sum = new Float64Array(6);
  const squares = new Float64Array(6);
  for (let seed = 0; seed < seeds; seed++) {
    // enough masks that every player is seen both ways
    const { power } = await run(game, index, 40, seed);
    power.forEach((value, i) => {
      sum[i] += value;
      squares[i] += (value - exact[i]) ** 2;
    });
  }
  exact.forEach((value, i) => {
    expect(Math.abs(sum[i] / seeds - value)).toBeLessThan((4 * Math.sqrt(squares[i])) / seeds);
  });
});

test("the power is the difference of the two means, and Welch's its error", async () => {
  const seen: { z: number; value: number }[] = [];
  const game = gameOf(1, (z) => {
    // some noise that the seed decides
    const value = 3 * z[0] + Math.sin(seen.length);
    seen.push({ z: z[0], value });
    return value;
  });
  const { power, standardError, degreesOfFreedom } = await run(game, { kind: "biased-banzhaf", bias: 0.3 }, 12);
  const of = (member: number) => {
    const values = seen.filter(({ z }) => z === member).map(({ value }) => value);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
    return { mean, share: variance / values.length, freedom: values.length - 1 };
  };
  const [one, other] = [of(1), of(0)];
  expect(power[0]).toBeCloseTo(one.mean - other.mean, 12);
  expect(standardError[0]).toBeCloseTo(Math.sqrt(one.share + other.share), 12);
  expect(degreesOfFreedom).toBeCloseTo(
    (one.share + other.share) ** 2 / (one.share ** 2 / one.freedom + other.share ** 2 / other.freedom),
    9,
  );
});

test("standard errors are claimed from 4N evaluations on, and Shapley is refused", async () => {
  const game = randomGame(6, seededRandom(3));
  expect((await run(game, { kind: "banzhaf" }, 23)).standardError.every(Number.isNaN)).toBe(true);
  expect((await run(game, { kind: "banzhaf" }, 24)).standardError.every((error) => error > 0)).toBe(true);
  await expect(run(game, { kind: "shapley" }, 24)).rejects.toThrow(FailureError);
});
