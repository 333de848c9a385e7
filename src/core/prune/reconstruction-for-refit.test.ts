import { expect, test } from "vitest";
import { caughtFailure } from "../../../test/caught-failure.ts";
import { playersOfWidths } from "../../../test/players-of-widths.ts";
import { chosenOf, pruningTask, trailOf } from "../../../test/pruning-task.ts";
import { afterRefitOf } from "../../../test/refit-game.ts";
import { gameOf } from "../game/game-of.ts";
import { widthsOf } from "./selection.ts";
import type { StrategySettings } from "./trail.ts";

const players = playersOfWidths(12, 8);
/** The first group is worth ten times what the sums say; the masked network is good for nothing. */
const worths = [...Array(12).keys(), ...Array(8).keys()].map((unit) => 1 + ((unit * 7) % 12));
const refitted = gameOf(20, (members) =>
  members.reduce((sum, one, player) => sum + one * worths[player]! * (player < 12 ? 10 : 1), 0),
);
const masked = gameOf(20, (members) => members.reduce((sum, one) => sum + one, 0));

async function reconstructed(settings: Partial<StrategySettings>, seed = 1) {
  const after = afterRefitOf(players, worths, refitted);
  const given = { target: 8, stepUnits: 4, roundEvaluations: 120, swapEvaluations: 600, ...settings };
  const task = { ...(await pruningTask(masked, players, given, seed)), afterRefit: after };
  return { ...(await trailOf("reconstruction", task)), played: after.played.count };
}

test("widths follow the refitted network's payoff, and swaps end at the best units", async () => {
  const { selection, points } = await reconstructed({});
  expect(widthsOf(selection, players)).toEqual([7, 1]);
  const order = [...Array(12).keys()].sort((a, b) => worths[b]! - worths[a]!);
  expect(chosenOf(selection).filter((player) => player < 12)).toEqual(order.slice(0, 7).sort((a, b) => a - b));
  const last = points.at(-1)!;
  expect(last.selection).toEqual(selection);
  expect(last.accuracy).toBeCloseTo(8 / 20, 3);
  expect(last.afterRefit!.accuracy).toBeGreaterThan(last.accuracy);
  expect(points.map(({ size }) => size)).toEqual([20, 16, 12, 8]);
});

test("every selection is counted at its price, and no more is spent than allowed", async () => {
  for (const [roundEvaluations, swapEvaluations] of [
    [3, 0],
    [20, 10],
    [60, 100],
    [200, 1000],
  ] as const) {
    const { evaluations, played } = await reconstructed({ roundEvaluations, swapEvaluations });
    // one more for the sums
    expect(evaluations).toBe(3 * (played + 1));
    expect(evaluations).toBeLessThanOrEqual(Math.max(6, roundEvaluations) + swapEvaluations);
  }
});

test("a seed decides everything, and the pace nothing", async () => {
  const some = { roundEvaluations: 20, swapEvaluations: 200 };
  const one = await reconstructed({ ...some, stepEvaluations: 1 }, 3);
  expect((await reconstructed({ ...some, stepEvaluations: 1000 }, 3)).points).toEqual(one.points);
  expect((await reconstructed({ ...some, stepEvaluations: 1 }, 3)).points).toEqual(one.points);
});

test("layer-wise keeps the same fraction of every group", async () => {
  const { selection } = await reconstructed({ scope: "layer-wise", target: 10 });
  expect(widthsOf(selection, players)).toEqual([6, 4]);
});

test("a fall of the accuracy means that of the refitted network", async () => {
  const { points } = await reconstructed({ goal: { kind: "accuracy", fall: 0.3 }, stepUnits: 1 });
  for (const point of points) expect(point.afterRefit!.accuracy).toBeGreaterThanOrEqual(0.7);
  expect(points.at(-1)!.accuracy).toBeLessThan(0.7);
});

test("where nothing can be refitted the strategy says so", async () => {
  const task = await pruningTask(masked, players, { target: 8 });
  expect((await caughtFailure(() => trailOf("reconstruction", task))).kind).toBe("settings-invalid");
  const none = { ...afterRefitOf(players, worths, refitted), sums: async () => [] };
  const failure = await caughtFailure(() => trailOf("reconstruction", { ...task, afterRefit: none }));
  expect(failure.message).toContain("nothing could be refitted");
});
