import { expect, test } from "vitest";
import { playersOfWidths } from "../../../test/players-of-widths.ts";
import type { GameInBlocks } from "../game/block-game.ts";
import type { Game } from "../game/game.ts";
import { randomTerms } from "../game/random-games.ts";
import { sumOfUnanimityGame } from "../game/sum-of-unanimity.ts";
import type { PowerEstimate } from "../power/power-index.ts";
import { seededRandom } from "../random/random-source.ts";
import { estimateAmong } from "./estimate-among.ts";
import type { StrategySettings } from "./trail.ts";

const count = 20;
const players = playersOfWidths(count);
const settings: StrategySettings = {
  strategy: "iterated-building",
  target: 5,
  stepUnits: 2,
  index: { kind: "biased-banzhaf", bias: 0.4 },
  roundEvaluations: 300,
  stepEvaluations: 100,
};
const parts = Array.from({ length: 5 }, (_, part) =>
  sumOfUnanimityGame(count, randomTerms(count, 8, 3, seededRandom(part))),
);
const all: Game = {
  players: count,
  async values(batch) {
    const each = await Promise.all(parts.map((part) => part.values(batch)));
    return Float64Array.from(
      { length: batch.rows },
      (_, row) => each.reduce((sum, values) => sum + values[row]!, 0) / 5,
    );
  },
};
const blocks: GameInBlocks = {
  all,
  examples: 100,
  each: 20,
  overhead: 10,
  spent: 0,
  blocks: parts.map((game) => ({ game, weight: 1 })),
};
const present = Uint8Array.from({ length: count }, (_, player) => (player < 3 ? 1 : 0));
const playing = Int32Array.from({ length: count - 5 }, (_, k) => k + 3);

async function estimated(task: { blocks?: GameInBlocks; pace?: number }, index = settings.index, seed = 1) {
  const own = { ...settings, stepEvaluations: task.pace ?? 100 };
  const inBlocks = task.blocks ? { blocks: task.blocks } : {};
  const run = estimateAmong(
    { game: all, players, settings: own, ...inBlocks },
    present,
    playing,
    index,
    seededRandom(seed),
  );
  const progress: number[] = [];
  for (;;) {
    const { value, done } = await run.next();
    if (done) return { estimate: value as PowerEstimate, progress };
    progress.push(value.progress.done / value.progress.total);
  }
}

test("a round on blocks plays more coalitions for the same work, and its progress ends at one", async () => {
  const { estimate, progress } = await estimated({ blocks });
  expect(estimate.examplesEach).toBe(20);
  expect(estimate.evaluations).toBeGreaterThan(1000);
  expect(estimate.evaluations % 5).toBe(0);
  expect(estimate.work).toBeLessThanOrEqual(300);
  expect(estimate.work).toBeGreaterThan(295);
  expect(progress.at(-1)).toBe(1);
  expect(estimate.power.filter(Number.isNaN)).toHaveLength(5);
});

test("a round on blocks does not depend on the pace, and one without is what it was", async () => {
  expect((await estimated({ blocks, pace: 3 })).estimate.power).toEqual((await estimated({ blocks })).estimate.power);
  const plain = (await estimated({})).estimate;
  expect([plain.evaluations, plain.work, plain.examplesEach]).toEqual([300, undefined, undefined]);
});

test("rounds on blocks estimate the power on all examples", async () => {
  const seeds = 60;
  const [whole, dealt] = [new Float64Array(count), new Float64Array(count)];
  const spread = new Float64Array(count);
  for (let seed = 0; seed < seeds; seed++) {
    const [a, b] = [
      await estimated({}, settings.index, seed),
      await estimated({ blocks }, settings.index, seed + 1000),
    ];
    for (const player of playing) {
      const [plain, fewer] = [a.estimate.power[player]!, b.estimate.power[player]!];
      whole[player]! += plain / seeds;
      dealt[player]! += fewer / seeds;
      spread[player]! += (plain - fewer) ** 2 / seeds;
    }
  }
  for (const player of playing)
    expect(Math.abs(whole[player]! - dealt[player]!)).toBeLessThan(4.5 * Math.sqrt(spread[player]! / seeds));
});

test("coalitions that are all played, because there are few, meet all examples", async () => {
  const few = Int32Array.from([4, 5, 6]);
  const run = estimateAmong({ game: all, players, settings, blocks }, present, few, settings.index, seededRandom(1));
  for (;;) {
    const { value, done } = await run.next();
    if (!done) continue;
    expect(value.examplesEach).toBeUndefined();
    expect(value.evaluations).toBe(8);
    break;
  }
});
