import { expect, it } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import type { Evaluator } from "./evaluator.ts";
import { payoffGame } from "./payoff-game.ts";
import { recordedGame } from "./recorded.ts";

/** Two classes; the score of class 1 is the sum of the present players' votes on the example. */
const evaluator: Evaluator = {
  players: 3,
  async outputs({ rows, members }, examples) {
    const values = new Float32Array(rows * examples.length * 2);
    for (let row = 0; row < rows; row++)
      examples.forEach((example, x) => {
        const sum = [0, 1, 2].reduce((total, i) => total + members[row * 3 + i] * ((example >> i) % 2 ? 1 : -1), 0);
        values[(row * examples.length + x) * 2 + 1] = sum;
      });
    return { rows, examples: examples.length, width: 2, kind: "logits", values };
  },
};
const examples = Int32Array.of(0, 3, 5, 6, 7);
const labels = Int32Array.of(0, 1, 0, 1, 1);
const random = seededRandom(1);
const batch = (rows: number) => ({
  players: 3,
  rows,
  members: Uint8Array.from({ length: 3 * rows }, () => random.integer(2)),
});

it.each(["accuracy", "log-likelihood"] as const)("plays the same game as it would unrecorded: %s", async (payoff) => {
  const [first, second] = [batch(4), batch(3)];
  const game = recordedGame(evaluator, examples, labels, payoff, 1e6);
  const plain = payoffGame(evaluator, examples, labels, payoff);
  expect([...(await game.values(first))]).toEqual([...(await plain.values(first))]);
  await game.values(second);
  const recording = game.recording();
  expect(recording?.rows).toBe(7);
  expect([...(recording?.members ?? [])]).toEqual([...first.members, ...second.members]);
  const means = [0, 1, 2, 3].map(
    (row) => recording!.perExample.slice(row * 5, row * 5 + 5).reduce((a, b) => a + b, 0) / 5,
  );
  expect(means).toEqual([...(await plain.values(first))]);
});

it("gives up the recording, not the game, once it would take too much memory", async () => {
  const game = recordedGame(evaluator, examples, labels, "accuracy", 10);
  expect((await game.values(batch(4))).length).toBe(4);
  expect(game.recording()).toBeNull();
});
