import { expect, test } from "vitest";
import { playersOfWidths } from "../../../test/players-of-widths.ts";
import { chosenOf, pruningTask, trailOf } from "../../../test/pruning-task.ts";
import { additiveGame } from "../game/additive.ts";
import type { CoalitionBatch } from "../game/coalition-batch.ts";
import { counted } from "../game/counted.ts";
import { gameOf } from "../game/game-of.ts";
import { seededRandom } from "../random/random-source.ts";
import type { PruningTask } from "./pruning-task.ts";
import { swapUnits } from "./swap-units.ts";
import { wayOf } from "./way.ts";

const worths = [5, 1, 9, 2, 7, 3, 8, 4];

async function refined(task: PruningTask, start: readonly number[], budget: number) {
  const selection = Uint8Array.from({ length: task.players.count }, (_, player) => (start.includes(player) ? 1 : 0));
  const run = swapUnits(task, wayOf(task, "up"), selection, budget);
  for (;;) {
    const { value, done } = await run.next();
    if (done) return value;
  }
}

test("single swaps lead from the worst selection of an additive game to the best", async () => {
  const task = await pruningTask(additiveGame(worths), playersOfWidths(8), { target: 3 });
  const { selection, swaps } = await refined(task, [1, 3, 5], 1000);
  expect(chosenOf(selection)).toEqual([2, 4, 6]);
  expect(swaps).toBe(3);
});

test("of two spares the missing unit is exchanged for one, which no ranking of single units says", async () => {
  // 0 and 1 are each other's spare; the marginals of both are 0 where both are there
  const twins = gameOf(4, (c) => 3 * (c[0]! | c[1]!) + c[2]! + 0.5 * c[3]!);
  const { selection } = await refined(await pruningTask(twins, playersOfWidths(4), { target: 2 }), [0, 1], 100);
  expect(chosenOf(selection).includes(2)).toBe(true);
  expect(chosenOf(selection)).toHaveLength(2);
});

test("groups keep their rules, locked units their places, and layer-wise no unit changes its group", async () => {
  const players = playersOfWidths(4, 4);
  const at = async (settings: object, start: number[]) =>
    chosenOf(
      (await refined(await pruningTask(additiveGame(worths), players, { target: 4, ...settings }), start, 1000))
        .selection,
    );
  expect(await at({}, [1, 3, 5, 7])).toEqual([0, 2, 4, 6]);
  expect(await at({ rules: [{ group: "group 0", most: 1 }] }, [1, 4, 5, 7])).toEqual([2, 4, 6, 7]);
  expect(await at({ rules: [{ group: "group 0", keep: [1], drop: [2] }] }, [1, 3, 5, 7])).toEqual([0, 1, 4, 6]);
  expect(await at({ scope: "layer-wise" }, [1, 5, 7, 3])).toEqual([0, 2, 4, 6]);
  expect(await at({ target: 3, scope: "layer-wise" }, [1, 3, 5])).toEqual([0, 2, 6]);
});

test("no more evaluations are spent than allowed, and all are counted", async () => {
  const game = gameOf(20, (c) => c.reduce((sum, member, i) => sum + member * (1 + ((i * 7) % 20)), 0) ** 0.7);
  for (const budget of [0, 1, 15, 30, 77, 400]) {
    const watched = counted(game);
    const task = {
      ...(await pruningTask(game, playersOfWidths(20), { target: 8, stepEvaluations: 13 })),
      game: watched,
    };
    const { evaluations } = await refined(task, [0, 3, 6, 9, 12, 15, 18, 19], budget);
    expect(watched.evaluations).toBe(evaluations);
    expect(evaluations).toBeLessThanOrEqual(budget);
  }
});

/** Right or wrong on 400 examples by chance alone: no selection is better than another, but some seem to be. */
function noise(count: number, seed: number) {
  const each = (members: Uint8Array) => {
    const random = seededRandom(members.join(""), `noise ${seed}`);
    return Uint8Array.from({ length: 400 }, () => (random.uniform() < 0.5 ? 1 : 0));
  };
  const rows = (batch: CoalitionBatch) =>
    Array.from({ length: batch.rows }, (_, row) => each(batch.members.slice(row * count, (row + 1) * count)));
  const mean = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0) / 400;
  return {
    game: { players: count, values: async (batch: CoalitionBatch) => Float64Array.from(rows(batch), mean) },
    perExample: async (batch: CoalitionBatch) => Uint8Array.from(rows(batch).flatMap((values) => [...values])),
  };
}

test("pure noise is followed less with the examples at hand than without", async () => {
  const start = [0, 1, 2, 3, 4, 5, 6, 7];
  let [blind, paired] = [0, 0];
  for (let seed = 0; seed < 10; seed++) {
    const { game, perExample } = noise(16, seed);
    const task = await pruningTask(game, playersOfWidths(16), { target: 8 });
    blind += (await refined(task, start, 2000)).swaps;
    paired += (await refined({ ...task, perExample }, start, 2000)).swaps;
  }
  expect(paired).toBeLessThan(blind);
});

test("building with swaps ends at its target with the refined selection as its last point", async () => {
  const game = gameOf(20, (c) => c.reduce((sum, member, i) => sum + member * (1 + ((i * 7) % 20)), 0) ** 0.7);
  const players = playersOfWidths(12, 8);
  const settings = { target: 8, stepUnits: 5, roundEvaluations: 12, swapEvaluations: 500 };
  let [before, after] = [0, 0];
  for (let seed = 1; seed <= 5; seed++) {
    const built = await trailOf("iterated-building", await pruningTask(game, players, settings, seed));
    const counting = counted(game);
    const task = { ...(await pruningTask(game, players, settings, seed)), game: counting };
    const swapped = await trailOf("building-with-swaps", task);
    expect(counting.evaluations).toBe(swapped.evaluations);
    expect(swapped.points.map(({ size }) => size)).toEqual(built.points.map(({ size }) => size));
    expect(swapped.points.at(-1)!.selection).toEqual(swapped.selection);
    expect(swapped.evaluations).toBeLessThanOrEqual(built.evaluations + 500);
    before += built.points.at(-1)!.accuracy;
    after += swapped.points.at(-1)!.accuracy;
  }
  expect(after).toBeGreaterThan(before);
  const swapped = await trailOf("building-with-swaps", await pruningTask(game, players, settings));
  const slow = await trailOf(
    "building-with-swaps",
    await pruningTask(game, players, { ...settings, stepEvaluations: 7 }),
  );
  expect(slow.points).toEqual(swapped.points);
});
