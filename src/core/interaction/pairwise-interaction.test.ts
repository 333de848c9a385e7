import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { additiveGame } from "../game/additive.ts";
import { counted } from "../game/counted.ts";
import type { Game } from "../game/game.ts";
import { gameOf } from "../game/game-of.ts";
import { randomGame, randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import { seededRandom } from "../random/random-source.ts";
import { RunningMoments } from "../stats/running-moments.ts";
import { tQuantile } from "../stats/student-t.ts";
import { tabulate } from "../tiny/tabulate.ts";
import { interactionFromTable } from "./interaction-from-table.ts";
import { pairsOf } from "./pairs-of.ts";
import { estimateInteractions, type InteractionEstimate, roundCost } from "./pairwise-interaction.ts";

interface Asked {
  units?: Int32Array;
  bias?: number;
  evaluations?: number;
  stepEvaluations?: number;
  seed?: number;
}
const run = (
  game: Game,
  { units = Int32Array.of(0, 1, 2), bias = 0.3, evaluations = 700, stepEvaluations = 50, seed = 1 }: Asked = {},
) => estimateInteractions(game, units, bias, { evaluations, stepEvaluations }, seededRandom(seed));

async function final(game: Game, asked?: Asked): Promise<InteractionEstimate> {
  let last: InteractionEstimate | null = null;
  for await (const { answer } of run(game, asked)) last = answer;
  return last!;
}

test("twins are told at once, strongly negative, and an additive game has no interaction", async () => {
  const twins = gameOf(20, (c) => 5 * (c[3]! | c[7]!) + c[0]! * c[1]! + c.reduce((sum, member) => sum + member, 0));
  const { interaction, standardError } = await final(twins, { units: Int32Array.of(7, 0, 3, 1) });
  expect(pairsOf(Int32Array.of(7, 0, 3, 1), 20)[1]).toEqual([7, 3]);
  [0, -5, 0, 0, 1, 0].forEach((value, pair) => {
    expect(interaction[pair]).toBeCloseTo(value, 9);
    expect(standardError[pair]).toBeCloseTo(0, 9);
  });
  for (const value of (await final(additiveGame([1, 2, 3, 4], 8))).interaction) expect(value).toBeCloseTo(0, 12);
});

test("over many seeds the mean is the exact interaction, and the standard errors are the spread", async () => {
  const game = randomGame(6, seededRandom(3));
  const values = await tabulate(game);
  const units = Int32Array.of(4, 1, 5);
  for (const bias of [0.225, 0.5]) {
    const exact = interactionFromTable(values, 6, bias, units);
    const spread = Array.from(exact, () => new RunningMoments());
    const claimed = Array.from(exact, () => new RunningMoments());
    for (let seed = 0; seed < 500; seed++) {
      const { interaction, standardError } = await final(game, { units, bias, evaluations: 140, seed });
      interaction.forEach((value, pair) => {
        spread[pair]!.add(value);
        claimed[pair]!.add(standardError[pair]! ** 2);
      });
    }
    exact.forEach((value, pair) => {
      const { mean, variance } = spread[pair]!;
      expect(Math.abs(mean - value)).toBeLessThan(4 * Math.sqrt(variance / 500));
      expect(claimed[pair]!.mean / variance).toBeGreaterThan(0.8);
      expect(claimed[pair]!.mean / variance).toBeLessThan(1.25);
    });
  }
});

test("95 % intervals hold what they should, averaged over the pairs of 30 players' units", async () => {
  const terms = randomTerms(30, 400, 4, seededRandom(5));
  const game = sumOfUnanimityGame(30, terms);
  const units = Int32Array.from({ length: 8 }, (_, k) => k);
  const bias = 0.4;
  const exact = pairsOf(units, 30).map((pair) =>
    terms.reduce(
      (sum, { members, worth }) =>
        pair.every((unit) => members.includes(unit)) ? sum + worth * bias ** (members.length - 2) : sum,
      0,
    ),
  );
  let covered = 0;
  let asked = 0;
  for (let seed = 0; seed < 100; seed++) {
    const found = await final(game, { units, bias, evaluations: 40 * roundCost(8), stepEvaluations: 1e4, seed });
    const quantile = tQuantile(0.975, found.degreesOfFreedom);
    exact.forEach((value, pair) => {
      if (found.standardError[pair] === 0 && value === 0) return;
      asked++;
      if (Math.abs(found.interaction[pair]! - value) <= quantile * found.standardError[pair]!) covered++;
    });
  }
  expect(asked).toBeGreaterThan(1500);
  expect(covered / asked).toBeGreaterThan(0.92);
  expect(covered / asked).toBeLessThan(0.98);
});

const game = randomGame(9, seededRandom(8));

test("the numbers do not depend on the size of the steps, and a checkpoint goes on to the same ones", async () => {
  const whole = await final(game, { stepEvaluations: 1000 });
  expect(await final(game, { stepEvaluations: 1 })).toEqual(whole);
  expect(await final(game, { stepEvaluations: 13 })).toEqual(whole);
  const steps = run(game, { stepEvaluations: 16 });
  await steps.next();
  const { value } = await steps.next();
  if (!("checkpoint" in value!)) throw new Error("no step");
  const checkpoint = JSON.parse(JSON.stringify(value.checkpoint));
  const budget = { evaluations: 700, stepEvaluations: 50 };
  let last: InteractionEstimate | null = null;
  for await (const { answer } of estimateInteractions(game, whole.units, 0.3, budget, seededRandom(99), checkpoint))
    last = answer;
  expect(last).toEqual(whole);
});

test("whole rounds are spent within the budget, no step asks for more than its size", async () => {
  const watched = counted(game);
  let before = 0;
  for await (const { answer, progress } of run(watched, { evaluations: 100, stepEvaluations: 10 })) {
    expect(watched.evaluations - before).toBeLessThanOrEqual(10);
    before = watched.evaluations;
    expect(answer.evaluations).toBe(watched.evaluations);
    expect(progress).toEqual({ done: watched.evaluations, total: 98, unit: "evaluations" });
    expect(Number.isNaN(answer.interaction[0])).toBe(watched.evaluations < 7);
    expect(Number.isNaN(answer.standardError[0])).toBe(watched.evaluations < 70);
  }
  expect(watched.evaluations).toBe(98);
});

test("relabelled units and scaled games change the numbers accordingly", async () => {
  const whole = await final(game);
  const scaled = gameOf(9, () => 0);
  const changed: Game = { ...scaled, values: async (batch) => (await game.values(batch)).map((v) => 7 - 3 * v) };
  const { interaction } = await final(changed);
  interaction.forEach((value, pair) => {
    expect(value).toBeCloseTo(-3 * whole.interaction[pair]!, 9);
  });
  const turned = await final(game, { units: Int32Array.of(1, 0, 2) });
  expect(turned.interaction[0]).toBeCloseTo(whole.interaction[0]!, 12);
  expect(turned.interaction[1]).toBeCloseTo(whole.interaction[2]!, 12);
});

test.each([
  { units: Int32Array.of(1) },
  { units: Int32Array.of(1, 1) },
  { evaluations: 6 },
  { stepEvaluations: 0 },
  { bias: 1.2 },
  { bias: Number.NaN },
])("%j is refused", async (asked) => {
  await expect(final(game, asked)).rejects.toThrow(FailureError);
});
