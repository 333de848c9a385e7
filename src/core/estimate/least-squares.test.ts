import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { additiveGame } from "../game/additive.ts";
import { gameOf } from "../game/game-of.ts";
import { randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { unanimityPower } from "../power/unanimity-power.ts";
import { seededRandom } from "../random/random-source.ts";
import { rankCorrelation } from "../stats/rank-correlation.ts";
import { finalEstimate } from "./final-estimate.ts";
import { leastSquares, leastSquaresWith } from "./least-squares.ts";

const index: PowerIndex = { kind: "biased-banzhaf", bias: 0.4 };
const run = (
  game: Parameters<typeof leastSquares.estimate>[0],
  evaluations: number,
  seed = 1,
  of: PowerIndex = index,
) => finalEstimate(leastSquares.estimate(game, of, { evaluations, stepEvaluations: 50 }, seededRandom(seed)));

test("an additive game is exact as soon as there are more masks than columns", async () => {
  const worths = Array.from({ length: 12 }, (_, i) => Math.sin(i));
  // 14 masks for 13 columns, with a seed whose masks tell the players apart
  const early = await run(additiveGame(worths, 4), 14, 3);
  const later = await run(additiveGame(worths, 4), 60);
  worths.forEach((worth, i) => {
    expect(early.power[i]).toBeCloseTo(worth, 9);
    expect(early.standardError[i]).toBeNaN();
    expect(later.power[i]).toBeCloseTo(worth, 9);
    expect(later.standardError[i]).toBeLessThan(1e-9);
  });
});

test("standard errors are claimed from 4N evaluations on", async () => {
  const game = sumOfUnanimityGame(10, randomTerms(10, 20, 4, seededRandom(1)));
  expect((await run(game, 39)).standardError.every(Number.isNaN)).toBe(true);
  // 24 players at d = 0.4: 4N is what binds, and all are seen often enough
  const wide = sumOfUnanimityGame(24, randomTerms(24, 40, 4, seededRandom(1)));
  expect((await run(wide, 95)).standardError.every(Number.isNaN)).toBe(true);
  const { standardError, degreesOfFreedom } = await run(wide, 96);
  expect(standardError.every((error) => error > 0)).toBe(true);
  expect(degreesOfFreedom).toBe(71);
});

test("no standard error is claimed for players that were seldom present: HC2 is too narrow there", async () => {
  const game = sumOfUnanimityGame(30, randomTerms(30, 40, 4, seededRandom(1)));
  const rare: PowerIndex = { kind: "biased-banzhaf", bias: 0.05 };
  expect((await run(game, 150, 1, rare)).standardError.every(Number.isNaN)).toBe(true);
  expect((await run(game, 1200, 1, rare)).standardError.every((error) => error > 0)).toBe(true);
});

test("few masks already rank the players better than chance, and do not explode near one mask a player", async () => {
  const terms = randomTerms(60, 120, 3, seededRandom(2));
  const game = sumOfUnanimityGame(60, terms);
  const exact = unanimityPower(60, terms, index);
  const spread = Math.hypot(...exact);
  for (const evaluations of [30, 60, 61, 62, 65, 90]) {
    let correlation = 0;
    for (let seed = 0; seed < 10; seed++) {
      const { power } = await run(game, evaluations, seed);
      correlation += rankCorrelation(power, exact) / 10;
      expect(Math.hypot(...power.map((value, i) => value - exact[i]))).toBeLessThan(2 * spread);
    }
    expect(correlation).toBeGreaterThan(0.2);
  }
});

test("players whom the masks cannot tell apart get an answer but no standard error", async () => {
  // with a bias this small most players never join in 40 masks
  const game = additiveGame(new Array(10).fill(1));
  const { power, standardError } = await run(game, 40, 1, { kind: "biased-banzhaf", bias: 0.01 });
  expect(power.every(Number.isFinite)).toBe(true);
  expect(standardError.every(Number.isNaN)).toBe(true);
});

test("rows of unequal noise get the standard errors that they deserve", async () => {
  // the value varies with player 1 only where player 0 is there: classical errors would be wrong for player 0
  const game = gameOf(6, (z) => 5 * z[0] * z[1] * z[2]);
  const at: PowerIndex = { kind: "biased-banzhaf", bias: 0.2 };
  const seeds = 400;
  let mean = 0;
  let squares = 0;
  let claimed = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const { power, standardError } = await run(game, 400, seed, at);
    mean += power[0] / seeds;
    squares += (power[0] - 5 * 0.04) ** 2 / seeds;
    claimed += standardError[0] ** 2 / seeds;
  }
  expect(mean).toBeCloseTo(0.2, 1);
  expect(claimed / squares).toBeGreaterThan(0.8);
  expect(claimed / squares).toBeLessThan(1.25);
});

test("the mean squared error is at most half of toggling every unit, at a bias of one half", async () => {
  const n = 10;
  const terms = randomTerms(n, 25, 4, seededRandom(9));
  const game = sumOfUnanimityGame(n, terms);
  const exact = unanimityPower(n, terms, { kind: "banzhaf" });
  const evaluations = 440;
  let fitted = 0;
  let toggled = 0;
  for (let seed = 0; seed < 100; seed++) {
    const { power } = await run(game, evaluations, seed, { kind: "banzhaf" });
    power.forEach((value, i) => {
      fitted += (value - exact[i]) ** 2;
    });
    // the same evaluations on a random coalition and its n neighbours, again and again
    const random = seededRandom(seed, "toggle");
    const sums = new Float64Array(n);
    const rounds = evaluations / (n + 1);
    for (let round = 0; round < rounds; round++) {
      const base = Uint8Array.from({ length: n }, () => random.integer(2));
      const members = new Uint8Array((n + 1) * n);
      for (let row = 0; row <= n; row++) {
        members.set(base, row * n);
        if (row < n) members[row * n + row] = 1 - base[row];
      }
      const values = await game.values({ players: n, rows: n + 1, members });
      for (let i = 0; i < n; i++) sums[i] += (base[i] === 1 ? values[n] - values[i] : values[i] - values[n]) / rounds;
    }
    sums.forEach((value, i) => {
      toggled += (value - exact[i]) ** 2;
    });
  }
  expect(toggled / fitted).toBeGreaterThan(2);
});

test("Shapley is refused", async () => {
  expect(leastSquares.supports({ kind: "shapley" })).toBe(false);
  await expect(run(additiveGame([1, 2]), 10, 1, { kind: "shapley" })).rejects.toThrow(FailureError);
});

test("a prior ranks before the masks can, and is forgotten from 4N evaluations on", async () => {
  const terms = randomTerms(40, 80, 3, seededRandom(2));
  const game = sumOfUnanimityGame(40, terms);
  const prior = unanimityPower(40, terms, index).map((value, i) => 3 * value + 0.3 * Math.sin(11 * i));
  const exact = unanimityPower(40, terms, index);
  const after = async (evaluations: number, seed: number, given: { prior?: Float64Array }) =>
    (
      await finalEstimate(
        leastSquaresWith(given).estimate(game, index, { evaluations, stepEvaluations: 50 }, seededRandom(seed)),
      )
    ).power;
  expect(await after(1, 1, { prior })).toEqual(prior);
  let gained = 0;
  for (let seed = 0; seed < 5; seed++)
    gained +=
      rankCorrelation(await after(40, seed, { prior }), exact) - rankCorrelation(await after(40, seed, {}), exact);
  expect(gained / 5).toBeGreaterThan(0.1);
  expect(await after(160, 1, { prior })).toEqual(await after(160, 1, {}));
  await expect(after(10, 1, { prior: new Float64Array(3) })).rejects.toThrow(FailureError);
});
