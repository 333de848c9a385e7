import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import {
  type BlockDesign,
  blockGame,
  coalitionsFor,
  type GameInBlocks,
  restrictedBlocks,
  wholeEvaluations,
} from "./block-game.ts";
import type { CoalitionBatch } from "./coalition-batch.ts";
import type { Game } from "./game.ts";
import { gameOf } from "./game-of.ts";

const players = 5;
const alone: BlockDesign = { together: 1, ends: false };
const pairs: BlockDesign = { together: 2, ends: false };

/** Block b is worth 10 b + the number of members; notes which rows it was asked for, and how often. */
function noted(count: number) {
  const asked: { block: number; rows: number }[] = [];
  const at = (block: number): Game => ({
    players,
    values: async ({ rows, members }) => {
      asked.push({ block, rows });
      return Float64Array.from(
        { length: rows },
        (_, row) =>
          10 * block + members.subarray(row * players, (row + 1) * players).reduce((sum, member) => sum + member, 0),
      );
    },
  });
  const game: GameInBlocks = {
    all: at(-1),
    examples: 100 * count,
    each: 100,
    overhead: 50,
    spent: 0,
    blocks: Array.from({ length: count }, (_, block) => ({ game: at(block), weight: 1 })),
  };
  return { game, asked };
}

function rowsOf(count: number, seed: number): CoalitionBatch {
  const random = seededRandom(seed, "rows");
  const members = Uint8Array.from({ length: count * players }, () => (random.uniform() < 0.5 ? 1 : 0));
  return { players, rows: count, members };
}

const slice = (batch: CoalitionBatch, from: number, to: number): CoalitionBatch => ({
  players,
  rows: to - from,
  members: batch.members.slice(from * players, to * players),
});

test.each([1, 3, 7, 40])("values do not depend on coming %i at a time", async (pace) => {
  const batch = rowsOf(40, 1);
  const whole = await blockGame(noted(4).game, pairs, seededRandom(1)).values(batch);
  const paced = blockGame(noted(4).game, pairs, seededRandom(1));
  const values: number[] = [];
  for (let from = 0; from < 40; from += pace)
    values.push(...(await paced.values(slice(batch, from, Math.min(40, from + pace)))));
  expect(values).toEqual([...whole]);
});

test("every block gets as many coalitions as the others, and one call a step", async () => {
  const { game, asked } = noted(4);
  await blockGame(game, alone, seededRandom(2)).values(rowsOf(40, 2));
  expect(asked.map(({ block }) => block).sort()).toEqual([0, 1, 2, 3]);
  expect(asked.every(({ rows }) => rows === 10)).toBe(true);
});

test("coalitions that belong together meet the same examples", async () => {
  const met: number[] = [];
  const blocks = Array.from({ length: 5 }, (_, block) => ({
    game: gameOf(players, () => {
      met.push(block);
      return 0;
    }),
    weight: 1,
  }));
  const game: GameInBlocks = {
    all: gameOf(players, () => 0),
    examples: 500,
    each: 100,
    overhead: 50,
    spent: 0,
    blocks,
  };
  const played = blockGame(game, pairs, seededRandom(3));
  for (let pair = 0; pair < 50; pair++) await played.values(rowsOf(2, pair));
  for (let pair = 0; pair < 50; pair++) expect(met[2 * pair]).toBe(met[2 * pair + 1]);
  for (let block = 0; block < 5; block++) expect(met.filter((one) => one === block)).toHaveLength(20);
});

test("the empty and the grand coalition are played on all examples where they enter every row", async () => {
  const { game, asked } = noted(3);
  const members = Uint8Array.from([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
  const values = await blockGame(game, { together: 2, ends: true }, seededRandom(4)).values({
    players,
    rows: 4,
    members,
  });
  expect(asked).toContainEqual({ block: -1, rows: 2 });
  expect([values[0], values[1]]).toEqual([-10, -5]);
  expect((values[2] ?? 0) - (values[3] ?? 0)).toBe(-3);
});

test("the level of a block is taken off by its earlier coalitions, never by the coalition itself", async () => {
  const batch = rowsOf(300, 5);
  const changed = { ...batch, members: batch.members.slice() };
  // another last coalition
  for (let i = 0; i < players; i++) changed.members[299 * players + i] = 1 - (changed.members[299 * players + i] ?? 0);
  const values = await blockGame(noted(3).game, alone, seededRandom(5)).values(batch);
  const others = await blockGame(noted(3).game, alone, seededRandom(5)).values(changed);
  expect([...others.subarray(0, 299)]).toEqual([...values.subarray(0, 299)]);
  const size = (of: CoalitionBatch) => of.members.subarray(299 * players).reduce((sum, member) => sum + member, 0);
  expect((others[299] ?? 0) - (values[299] ?? 0)).toBeCloseTo(size(changed) - size(batch), 9);
  // blocks 10 apart: without the level the values would vary by 8 beside their sizes
  const late = values.subarray(150);
  const mean = late.reduce((sum, value) => sum + value, 0) / late.length;
  const variance = late.reduce((sum, value) => sum + (value - mean) ** 2, 0) / late.length;
  expect(Math.sqrt(variance)).toBeLessThan(2);
});

test("blocks buy coalitions in whole turns, for no more than the evaluations cost", () => {
  const { game } = noted(5);
  for (const design of [alone, pairs, { together: 2, ends: true }]) {
    const coalitions = coalitionsFor(900, game, design);
    expect((coalitions - (design.ends ? 2 : 0)) % (5 * design.together)).toBe(0);
    expect(coalitions).toBeGreaterThan(3000);
    const cost = wholeEvaluations(coalitions, game, design);
    expect(cost).toBeLessThanOrEqual(900);
    expect(cost).toBeGreaterThan(890);
  }
  expect(coalitionsFor(1, game, pairs)).toBe(3);
});

test("conditional blocks always have the retained players", async () => {
  const { game } = noted(2);
  const retained = Uint8Array.from([1, 0, 1, 0, 0]);
  const restricted = restrictedBlocks(game, retained, Int32Array.from([1, 3]));
  const empty = { players: 2, rows: 1, members: new Uint8Array(2) };
  expect([...(await restricted.all.values(empty))]).toEqual([-8]);
  expect([...(await restricted.blocks[1]!.game.values(empty))]).toEqual([12]);
});
