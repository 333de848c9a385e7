import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { additiveGame } from "../game/additive.ts";
import { airportGame } from "../game/airport.ts";
import { counted } from "../game/counted.ts";
import { gameOf } from "../game/game-of.ts";
import { randomGame, randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import { airportPower } from "../power/airport-power.ts";
import { enumeratePower } from "../power/enumeration.ts";
import type { PowerIndex } from "../power/power-index.ts";
import { unanimityPower } from "../power/unanimity-power.ts";
import { seededRandom } from "../random/random-source.ts";
import { antitheticPermutations } from "./antithetic-permutations.ts";
import type { Estimator } from "./estimator.ts";
import { finalEstimate } from "./final-estimate.ts";
import { pairedLeverage, pairedLeverageWith } from "./paired-leverage.ts";

const shapley: PowerIndex = { kind: "shapley" };
const run = (
  game: Parameters<Estimator["estimate"]>[0],
  evaluations: number,
  seed: number | string = 1,
  estimator: Estimator = pairedLeverage,
) => finalEstimate(estimator.estimate(game, shapley, { evaluations, stepEvaluations: 64 }, seededRandom(seed)));

test("an additive game is exact without a ridge, whatever it depends on size by", async () => {
  // worth plus an odd function of the size that the sines span: nobody's Shapley value changes
  const n = 12;
  const worths = Array.from({ length: n }, (_, i) => Math.sin(i));
  const game = gameOf(n, (z) => {
    const s = z.reduce((sum, member) => sum + member, 0) / n;
    return worths.reduce(
      (sum, worth, i) => sum + worth * z[i],
      3 * Math.sin(2 * Math.PI * s) - Math.sin(6 * Math.PI * s),
    );
  });
  const { power, standardError } = await run(game, 2 + 2 * 20, 1, pairedLeverageWith({ ridge: 0 }));
  worths.forEach((worth, i) => {
    expect(power[i]).toBeCloseTo(worth, 7);
  });
  const later = await run(additiveGame(worths, 4), 120, 1, pairedLeverageWith({ ridge: 0 }));
  later.power.forEach((value, i) => {
    expect(value).toBeCloseTo(worths[i], 9);
    expect(later.standardError[i]).toBeLessThan(1e-9);
  });
  expect(standardError.every(Number.isNaN)).toBe(true);
});

test("a game of pair interactions is exact without a ridge", async () => {
  const random = seededRandom("pairs");
  const terms = Array.from({ length: 40 }, () => {
    const i = random.integer(10);
    return { members: [i, (i + 1 + random.integer(9)) % 10], worth: random.uniform() };
  });
  const { power } = await run(sumOfUnanimityGame(10, terms), 100, 1, pairedLeverageWith({ ridge: 0 }));
  unanimityPower(10, terms, shapley).forEach((exact, i) => {
    expect(power[i]).toBeCloseTo(exact, 8);
  });
});

test("the power adds up to what the grand coalition gains, after every budget and with every ridge", async () => {
  const game = randomGame(7, seededRandom(1));
  const total = (await enumeratePower(game, shapley)).reduce((sum, value) => sum + value, 0);
  for (const evaluations of [4, 5, 14, 50, 200])
    for (const estimator of [pairedLeverage, pairedLeverageWith({ ridge: 0 }), pairedLeverageWith({ ridge: 10 })]) {
      const { power } = await run(game, evaluations, 1, estimator);
      expect(power.reduce((sum, value) => sum + value, 0)).toBeCloseTo(total, 12);
    }
});

test("standard errors are claimed from 10N evaluations on, not with a ridge of a tenth", async () => {
  const game = sumOfUnanimityGame(12, randomTerms(12, 20, 4, seededRandom(1)));
  expect((await run(game, 119)).standardError.every(Number.isNaN)).toBe(true);
  const { standardError, degreesOfFreedom } = await run(game, 120);
  expect(standardError.every((error) => error > 0)).toBe(true);
  // 59 pairs, 12 players less one for efficiency, three sines, and what the ridge leaves of the bends
  expect(degreesOfFreedom).toBe(Math.floor(59 - 11 - 3 - 11 / (1 + (1.5 * 12) / 59)));
  const strong = await run(game, 480, 1, pairedLeverageWith({ ridge: 0.1 }));
  expect(strong.standardError.every(Number.isNaN)).toBe(true);
});

test("every second coalition after the first two is the complement of the one before", async () => {
  const seen: Uint8Array[] = [];
  const game = gameOf(9, (z) => {
    seen.push(Uint8Array.from(z));
    return 0;
  });
  await run(game, 41);
  expect(seen.length).toBe(40);
  expect(seen[0].every((z) => z === 0) && seen[1].every((z) => z === 1)).toBe(true);
  for (let k = 2; k < 40; k += 2) expect(seen[k + 1]).toEqual(seen[k].map((z) => 1 - z));
});

test("the airport of a hundred players is missed by as much as the standard errors say", async () => {
  const costs = Array.from({ length: 100 }, (_, i) => 1 + (i % 10));
  const exact = airportPower(costs, shapley);
  const { power, standardError } = await run(airportGame(costs), 4000);
  const missed = Math.hypot(...power.map((value, i) => value - exact[i]));
  const claimed = Math.hypot(...standardError);
  expect(missed / claimed).toBeGreaterThan(0.7);
  expect(missed / claimed).toBeLessThan(1.4);
});

test("a game that is steep in the size needs less than half of the evaluations of antithetic permutations", async () => {
  // like a network's accuracy: a threshold in the sum of unequal strengths
  const n = 30;
  const strengths = Array.from({ length: n }, (_, i) => 0.2 + (i % 7) / 4);
  const total = strengths.reduce((sum, value) => sum + value, 0);
  const game = gameOf(n, (z) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += strengths[i] * z[i];
    return 1 / (1 + Math.exp(-20 * (sum / total - 0.4)));
  });
  const exact = (await run(game, 40_000, "reference")).power;
  const missed = async (estimator: Estimator) => {
    let squares = 0;
    for (let seed = 0; seed < 40; seed++) {
      const { power } = await run(game, 10 * n, seed, estimator);
      squares += power.reduce((sum, value, i) => sum + (value - exact[i]) ** 2, 0);
    }
    return squares;
  };
  expect((await missed(antitheticPermutations)) / (await missed(pairedLeverage))).toBeGreaterThan(2);
});

test("columns for how contributions bend with the size take noise away", async () => {
  const n = 20;
  const terms = randomTerms(n, 60, 6, seededRandom("bent"));
  const game = sumOfUnanimityGame(n, terms);
  const exact = unanimityPower(n, terms, shapley);
  const missed = async (estimator: Estimator) => {
    let squares = 0;
    for (let seed = 0; seed < 40; seed++) {
      const { power } = await run(game, 20 * n, seed, estimator);
      squares += power.reduce((sum, value, i) => sum + (value - exact[i]) ** 2, 0);
    }
    return squares;
  };
  expect((await missed(pairedLeverageWith({ bent: false }))) / (await missed(pairedLeverage))).toBeGreaterThan(1.15);
});

test("two players, and two evaluations of a single one, are enough", async () => {
  const { power } = await run(
    gameOf(2, (z) => z[0] + 3 * z[0] * z[1]),
    100,
  );
  expect(power[0]).toBeCloseTo(2.5, 2);
  expect(power[1]).toBeCloseTo(1.5, 2);
  const single = counted(gameOf(1, (z) => 5 * z[0]));
  expect(Array.from((await run(single, 100)).power)).toEqual([5]);
  expect(single.evaluations).toBe(2);
});

test("a budget below 4 and a Banzhaf index are refused", async () => {
  await expect(run(randomGame(6, seededRandom(1)), 3)).rejects.toThrow(FailureError);
  const budget = { evaluations: 100, stepEvaluations: 10 };
  const steps = pairedLeverage.estimate(additiveGame([1, 2]), { kind: "banzhaf" }, budget, seededRandom(1));
  await expect(finalEstimate(steps)).rejects.toThrow(FailureError);
});
