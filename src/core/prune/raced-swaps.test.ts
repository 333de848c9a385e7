import { expect, test } from "vitest";
import { playersOfWidths } from "../../../test/players-of-widths.ts";
import { chosenOf, pruningTask, trailOf } from "../../../test/pruning-task.ts";
import type { CoalitionBatch } from "../game/coalition-batch.ts";
import { seededRandom } from "../random/random-source.ts";
import { type ExamplesInBlocks, gainOnBlocks } from "./examples-in-blocks.ts";
import { racedSwaps } from "./raced-swaps.ts";
import { wayOf } from "./way.ts";

/**
 * A network of `count` units whose examples need some of them: an example is right where its units are there, and unit i
 * is asked for the more often the larger i is. Blocks of 50 of the 200 examples.
 */
function needs(count: number) {
  const asked = Array.from({ length: 200 }, (_, example) => {
    const random = seededRandom(example, "needs");
    return Math.floor(count * random.uniform() ** 0.5);
  });
  const rowsOf = ({ members, rows }: CoalitionBatch) =>
    Array.from({ length: rows }, (_, row) => members.subarray(row * count, (row + 1) * count));
  const sizes = [50, 50, 50, 50];
  const played: { rows: number; block: number }[] = [];
  const blocks: ExamplesInBlocks = {
    sizes,
    overhead: 0,
    async perExample(batch, block) {
      played.push({ rows: batch.rows, block });
      const own = asked.slice(block * 50, (block + 1) * 50);
      return Float64Array.from(rowsOf(batch).flatMap((members) => own.map((unit) => members[unit]!)));
    },
  };
  const mean = (members: Uint8Array) => asked.reduce((sum, unit) => sum + members[unit]!, 0) / asked.length;
  const game = { players: count, values: async (batch: CoalitionBatch) => Float64Array.from(rowsOf(batch), mean) };
  return { blocks, game, mean, played };
}

async function raced(
  settings: object,
  budget: number,
  { blocks, game } = needs(24),
  start = [0, 1, 2, 3, 4, 5],
  seed = 1,
) {
  const players = playersOfWidths(12, 12);
  const task = await pruningTask(game, players, { target: 6, ...settings }, seed);
  const selection = Uint8Array.from({ length: 24 }, (_, player) => (start.includes(player) ? 1 : 0));
  const run = racedSwaps(task, blocks, wayOf(task, "up"), selection, budget);
  for (;;) {
    const { value, done } = await run.next();
    if (done) return value;
  }
}

/** The best that six of 24 units can do, one of the first twelve among them: a group does not lose its last unit. */
function best(mean: (members: Uint8Array) => number): number {
  const alone = Array.from({ length: 24 }, (_, unit) => mean(Uint8Array.from({ length: 24 }, (_, i) => +(i === unit))));
  const sorted = (some: number[]) => some.sort((a, b) => b - a);
  const five = sorted(alone.slice(12)).slice(0, 5);
  return five.reduce((sum, one) => sum + one, sorted(alone.slice(0, 12))[0]!);
}

test("a bad selection comes to the best one, judged on all examples", async () => {
  const network = needs(24);
  const { selection, swaps } = await raced({}, 2000, network);
  expect(network.mean(selection)).toBeCloseTo(best(network.mean), 12);
  expect(swaps).toBeGreaterThanOrEqual(5);
});

test("what is played on a block counts as its share, and the budget is kept", async () => {
  for (const budget of [0, 3, 12, 40, 90, 200]) {
    const network = needs(24);
    const { evaluations } = await raced({ stepEvaluations: 7 }, budget, network);
    const spent = network.played.reduce((sum, { rows }) => sum + rows / 4, 0);
    expect(evaluations).toBe(Math.ceil(spent));
    expect(spent).toBeLessThanOrEqual(budget);
  }
});

test("looks take the blocks in turn, and few swaps are played on all of them", async () => {
  const network = needs(24);
  await raced({}, 200, network);
  const rows = [0, 1, 2, 3].map((block) =>
    network.played.filter((one) => one.block === block).reduce((sum, one) => sum + one.rows, 0),
  );
  expect(Math.max(...rows)).toBeLessThan(2.5 * Math.min(...rows));
  expect(network.played.filter((one) => one.rows === 24).length).toBeGreaterThan(4);
});

test("pace changes no number", async () => {
  const quick = await raced({}, 120);
  const slow = await raced({ stepEvaluations: 3 }, 120);
  expect(slow).toEqual(quick);
});

test("rules hold, and locked units stay through exchanges by chance", async () => {
  for (const seed of [1, 2, 3]) {
    const rules = [{ group: "group 0", most: 3, least: 3, keep: [0], drop: [11] }];
    const { selection } = await raced({ rules }, 600, needs(24), [0, 1, 2, 12, 13, 14], seed);
    const chosen = chosenOf(selection);
    expect(chosen.filter((unit) => unit < 12)).toHaveLength(3);
    expect(chosen).toContain(0);
    expect(chosen).not.toContain(11);
    expect(chosen).toHaveLength(6);
  }
});

test("building with raced swaps ends with the refined selection, and is Building with swaps where there are no blocks", async () => {
  const network = needs(24);
  const players = playersOfWidths(12, 12);
  const settings = { target: 6, stepUnits: 3, roundEvaluations: 4, swapEvaluations: 300 };
  const task = await pruningTask(network.game, players, settings);
  const built = await trailOf("iterated-building", task);
  const trail = await trailOf("building-with-raced-swaps", { ...task, inBlocks: network.blocks });
  expect(trail.points.at(-1)!.selection).toEqual(trail.selection);
  expect(network.mean(trail.selection)).toBeGreaterThanOrEqual(network.mean(built.selection));
  expect(trail.evaluations).toBeLessThanOrEqual(built.evaluations + 300);
  const plain = await trailOf("building-with-raced-swaps", task);
  expect(plain.selection).toEqual((await trailOf("building-with-swaps", task)).selection);
});

test("gains are of the blocks that both were played on", () => {
  expect(gainOnBlocks([[1, 1], undefined, [1]], [[0, 1], [0, 0], [0]]).gain).toBeCloseTo(2 / 3, 12);
  expect(gainOnBlocks([undefined, [1]], [[1], undefined])).toEqual({ gain: 0, error: 0 });
});
