import { expect, test } from "vitest";
import type { Evaluator } from "./evaluator.ts";
import { fullVotes } from "./full-votes.ts";
import { payoffGame } from "./payoff-game.ts";

/** Votes for the class that most present players name; player i names class i. */
const evaluator: Evaluator = {
  players: 3,
  outputs: async ({ rows, members }, examples) => ({
    rows,
    examples: examples.length,
    width: 3,
    kind: "logits",
    values: Float32Array.from({ length: rows * examples.length * 3 }, (_, i) => {
      const [row, example, k] = [Math.floor(i / 3 / examples.length), Math.floor(i / 3) % examples.length, i % 3];
      return members[row * 3 + k] * ((k + examples[example]) % 3);
    }),
  }),
};

test("the full network agrees with itself everywhere, a part of it where it says the same", async () => {
  const slice = Int32Array.of(0, 1, 2, 3);
  const votes = await fullVotes(evaluator, slice);
  expect([...votes]).toEqual([2, 1, 0, 2]);
  const game = payoffGame(evaluator, slice, votes, "agreement");
  const values = await game.values({ players: 3, rows: 2, members: Uint8Array.of(1, 1, 1, 0, 0, 1) });
  expect([...values]).toEqual([1, 0.5]);
});
