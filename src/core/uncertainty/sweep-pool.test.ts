import { expect, test } from "vitest";
import type { Evaluator } from "../game/evaluator.ts";
import { payoffGame } from "../game/payoff-game.ts";
import { seededRandom } from "../random/random-source.ts";
import { collectPool } from "./sweep-pool.ts";
import { sweepUncertainty } from "./sweep-uncertainty.ts";

/** Two logits: what the present players say, each of one of the two classes, louder for some examples. */
const evaluator: Evaluator = {
  players: 6,
  outputs: async ({ rows, members }, examples) => {
    const values = new Float32Array(rows * examples.length * 2);
    for (let row = 0, i = 0; row < rows; row++)
      for (const example of examples)
        for (let k = 0; k < 2; k++, i++)
          for (let p = k; p < 6; p += 2) values[i] += members[row * 6 + p]! * Math.sin(example * (p + 1));
    return { rows, examples: examples.length, width: 2, kind: "logits", values };
  },
};
const examples = Int32Array.from({ length: 9 }, (_, x) => x);
const labels = Int32Array.from({ length: 9 }, (_, x) => x % 2);
const fractions = [0.25, 0.5, 1];

async function poolOf(rescaled: boolean, stepMasks: number) {
  const collector = collectPool(6, labels, "log-likelihood");
  const settings = { fractions, masks: 5, rescaled, statistic: "vote-disagreement" } as const;
  for await (const _ of sweepUncertainty(evaluator, examples, labels, settings, seededRandom(1), stepMasks, collector));
  return collector.pool();
}

test("a sweep without rescaling leaves every coalition with its worth, its fraction and its mask", async () => {
  const pool = await poolOf(false, 2);
  expect(pool).toMatchObject({ players: 6, rows: 15, payoff: "log-likelihood" });
  const game = payoffGame(evaluator, examples, labels, "log-likelihood");
  expect(pool.values).toEqual(await game.values({ players: 6, rows: 15, members: pool.members }));
  for (const fraction of fractions) expect(pool.fractions.filter((value) => value === fraction)).toHaveLength(5);
  const rowsOf = (mask: number) => [...pool.masks.keys()].filter((row) => pool.masks[row] === mask);
  for (let mask = 0; mask < 5; mask++) {
    const rows = rowsOf(mask).sort((a, b) => pool.fractions[a]! - pool.fractions[b]!);
    expect(rows.map((row) => pool.fractions[row])).toEqual(fractions);
    // nested within the mask
    for (let p = 0; p < 6; p++) {
      const [few, half, all] = rows.map((row) => pool.members[row * 6 + p]!);
      expect(few! <= half! && half! <= all! && all === 1).toBe(true);
    }
  }
});

test("a sweep with rescaling plays another game and leaves nothing", async () => {
  expect((await poolOf(true, 2)).rows).toBe(0);
});
