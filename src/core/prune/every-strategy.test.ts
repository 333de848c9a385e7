import fc from "fast-check";
import { expect, test } from "vitest";
import { playersOfWidths } from "../../../test/players-of-widths.ts";
import { chosenOf, pruningTask, trailOf } from "../../../test/pruning-task.ts";
import { randomRules } from "../../../test/random-rules.ts";
import { afterRefitOf } from "../../../test/refit-game.ts";
import { FailureError } from "../failure.ts";
import { additiveGame } from "../game/additive.ts";
import { counted } from "../game/counted.ts";
import type { Game } from "../game/game.ts";
import { gameOf } from "../game/game-of.ts";
import type { Players } from "../game/players.ts";
import { constraintsOf, inBudget, isAllowed, sizeRange } from "./constraints.ts";
import { sizeOf, widthsOf } from "./selection.ts";
import {
  furtherStrategyNames,
  refitStrategyNames,
  type StrategyName,
  type StrategySettings,
  strategyNames,
} from "./trail.ts";

const names: readonly StrategyName[] = [...strategyNames, ...furtherStrategyNames, ...refitStrategyNames, "random"];
const downwards: readonly StrategyName[] = [
  "top-n",
  "iterated-pruning",
  "pruning-with-swaps",
  "greedy-elimination",
  "reconstruction",
  "random",
];
/** A task in which refitted networks are worth what masked ones are. */
async function taskOf(game: Game, players: Players, settings: Partial<StrategySettings>) {
  const members = Uint8Array.from({ length: players.count ** 2 }, (_, at) => (at % (players.count + 1) === 0 ? 1 : 0));
  const worths = [...(await game.values({ players: players.count, rows: players.count, members }))];
  return { ...(await pruningTask(game, players, settings)), afterRefit: afterRefitOf(players, worths, game, 2) };
}
const rough = (count: number) =>
  gameOf(count, (c) => c.reduce((sum, one, i) => sum + one * (1 + ((i * 7) % count)), 0) ** 0.7);
const ranges = fc.record({
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  stepUnits: fc.integer({ min: 1, max: 5 }),
  stepShare: fc.constantFrom(0, 0.3),
  scope: fc.constantFrom("global", "layer-wise"),
});

test.each(names)("%s breaks no rule at any size, and ends within its budget", async (name) => {
  await fc.assert(
    fc.asyncProperty(randomRules, ranges, async ({ players, rules }, { share, ...settings }) => {
      const constraints = constraintsOf(rules, players);
      const [low, high] = sizeRange(constraints);
      const target = low + Math.round(share * (high - low));
      const own = { ...settings, rules, target, roundEvaluations: 2 * players.count, swapEvaluations: 60 } as const;
      const { points, selection } = await trailOf(name, await taskOf(rough(players.count), players, own));
      for (const point of points) {
        expect(isAllowed(point.selection, constraints)).toBe(true);
        expect(point.size).toBe(sizeOf(point.selection));
      }
      expect(inBudget(selection, constraints)).toBe(true);
      expect(points.at(-1)!.selection).toEqual(selection);
      if (rules.every(({ multiple = 1 }) => multiple === 1)) expect(sizeOf(selection)).toBe(target);
      else expect(sizeOf(selection)).toBeLessThanOrEqual(target);
    }),
    { numRuns: 25 },
  );
});

/** Every unit of the first group takes 10 parameters and 100 products, of the second 1 and 1. */
const cost = (selection: Uint8Array) => {
  const [a, b] = widthsOf(selection, playersOfWidths(8, 12)) as [number, number];
  return { parameters: 10 * a + b, macs: 100 * a + b, bytes: 0 };
};

test.each(names)("%s keeps as many units as a budget of cost allows", async (name) => {
  const players = playersOfWidths(8, 12);
  for (const kind of ["parameters", "macs"] as const)
    for (const most of [24, 47, 230, 555]) {
      const settings = { goal: { kind, most }, stepUnits: 3, roundEvaluations: 80, swapEvaluations: 100 };
      const task = { ...(await taskOf(rough(20), players, settings)), cost };
      if (kind === "macs" && most < 101) {
        await expect(trailOf(name, task)).rejects.toThrow(FailureError);
        continue;
      }
      const { selection, points } = await trailOf(name, task);
      expect(cost(selection)[kind]).toBeLessThanOrEqual(most);
      expect(Math.min(...widthsOf(selection, players))).toBeGreaterThan(0);
      expect(points.at(-1)!.selection).toEqual(selection);
      // one more of the next best would not fit, be it of the dear group
      const dearest = kind === "parameters" ? 10 : 100;
      if (cost(Uint8Array.from(selection).fill(1))[kind] > most)
        expect(cost(selection)[kind] + dearest).toBeGreaterThan(most);
    }
});

test.each(names)("%s stops where the accuracy falls by more than allowed", async (name) => {
  const players = playersOfWidths(8);
  const game = additiveGame([1, 1, 1, 1, 4, 4, 4, 4]);
  const fall = {
    goal: { kind: "accuracy", fall: 0.3 },
    index: { kind: "shapley" },
    roundEvaluations: 256,
    swapEvaluations: 50,
  } as const;
  const { points, selection } = await trailOf(name, await taskOf(game, players, fall));
  const full = 1;
  const last = points.at(-1)!;
  expect(last.accuracy).toBeGreaterThanOrEqual(full - 0.3);
  expect(last.size).toBe(sizeOf(selection));
  if (downwards.includes(name)) for (const point of points) expect(point.accuracy).toBeGreaterThanOrEqual(0.7);
  else for (const point of points.slice(0, -1)) expect(point.accuracy).toBeLessThan(0.7);
  // four weak units are worth 0.2, a strong one as much
  if (name !== "random") expect(last.size).toBe(4);
});

test.each(names)("%s gives the same for every step size", async (name) => {
  const players = playersOfWidths(12, 8);
  const settings = { target: 8, stepUnits: 5, roundEvaluations: 90, swapEvaluations: 150 };
  const at = async (stepEvaluations: number) => {
    const { points, selection, evaluations } = await trailOf(
      name,
      await taskOf(rough(20), players, { ...settings, stepEvaluations }),
    );
    return { points, selection, evaluations };
  };
  expect(await at(7)).toEqual(await at(1000));
});

test("the random band is that of twenty draws, spends nothing, and offers the draw in the middle", async () => {
  const players = playersOfWidths(12, 8);
  const game = counted(rough(20));
  const task = { ...(await taskOf(rough(20), players, { target: 5, stepUnits: 5 })), game };
  const { points, evaluations } = await trailOf("random", task);
  expect([evaluations, game.evaluations]).toEqual([0, 0]);
  expect(points.map(({ size }) => size)).toEqual([20, 15, 10, 5]);
  for (const { draws, interval, accuracy, selection, size } of points.slice(1)) {
    expect(draws).toBe(20);
    expect(interval[0]).toBeLessThan(accuracy);
    expect(interval[1]).toBeGreaterThan(accuracy);
    const [score] = await task.measure({ players: 20, rows: 1, members: selection });
    expect(score!.value).toBeGreaterThanOrEqual(interval[0]);
    expect(score!.value).toBeLessThanOrEqual(interval[1]);
    expect(chosenOf(selection)).toHaveLength(size);
  }
  expect(points[0]!.interval).toEqual([1, 1]);
});

test("the random curve never turns back on its way to a goal of cost, where draws differ in size", async () => {
  const players = playersOfWidths(8, 12);
  const settings = { target: 2, stepUnits: 2, goal: { kind: "parameters", most: 40 } } as const;
  const { points } = await trailOf("random", { ...(await taskOf(rough(20), players, settings)), cost });
  const sizes = points.map(({ size }) => size);
  expect(sizes.length).toBeGreaterThan(4);
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
});
