import { expect, test } from "vitest";
import type { Evaluator } from "./evaluator.ts";
import { payoffGame } from "./payoff-game.ts";

/** Example e is answered with probability (members present + e) / 10 for class 1. */
const evaluator: Evaluator = {
  players: 2,
  outputs: async ({ players, rows, members }, examples) => {
    const values = new Float32Array(rows * examples.length);
    for (let row = 0; row < rows; row++) {
      const size = members.subarray(row * players, (row + 1) * players).reduce((sum, member) => sum + member, 0);
      examples.forEach((example, x) => {
        values[row * examples.length + x] = (size + example) / 10;
      });
    }
    return { rows, examples: examples.length, width: 1, kind: "binary", values };
  },
};

test("a coalition is worth the mean payoff on the chosen examples, the empty one too", async () => {
  const game = payoffGame(evaluator, Int32Array.of(4, 2), Int32Array.of(1, 0), "true-class-probability");
  expect(game.players).toBe(2);
  const values = await game.values({ players: 2, rows: 3, members: Uint8Array.of(0, 0, 1, 0, 1, 1) });
  [(0.4 + 0.8) / 2, (0.5 + 0.7) / 2, (0.6 + 0.6) / 2].forEach((value, row) => {
    expect(values[row]).toBeCloseTo(value, 6);
  });
});

test("accuracy counts the votes", async () => {
  const game = payoffGame(evaluator, Int32Array.of(4, 2), Int32Array.of(1, 0), "accuracy");
  expect([...(await game.values({ players: 2, rows: 2, members: Uint8Array.of(0, 0, 1, 1) }))]).toEqual([0.5, 1]);
});
