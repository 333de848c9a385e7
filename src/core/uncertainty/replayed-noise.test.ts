import { expect, it } from "vitest";
import { finalEstimate } from "../estimate/final-estimate.ts";
import { leastSquares } from "../estimate/least-squares.ts";
import { pairedLeverage } from "../estimate/paired-leverage.ts";
import type { Evaluator } from "../game/evaluator.ts";
import type { Game } from "../game/game.ts";
import { recordedPayoffGame } from "../game/recorded-payoff-game.ts";
import { seededRandom } from "../random/random-source.ts";
import { exampleNoise } from "./example-noise.ts";
import { replayedNoise } from "./replayed-noise.ts";

const players = 6;
const count = 60;
const features = seededRandom(1, "features");
const table = Float64Array.from({ length: count * players }, () => features.uniform() - 0.3);
const examples = Int32Array.from({ length: count }, (_, x) => x);
const labels = Int32Array.from({ length: count }, (_, x) => (x % 3 === 0 ? 0 : 1));

/** Class 1's score is the sum of the present players' features of the example. */
const evaluator: Evaluator = {
  players,
  async outputs({ rows, members }, slice) {
    const values = new Float32Array(rows * slice.length * 2);
    for (let row = 0; row < rows; row++)
      slice.forEach((example, x) => {
        for (let i = 0; i < players; i++)
          values[(row * slice.length + x) * 2 + 1] += members[row * players + i] * table[example * players + i];
      });
    return { rows, examples: slice.length, width: 2, kind: "logits", values };
  },
};

async function last(noise: AsyncGenerator<number, Float64Array>): Promise<Float64Array> {
  for (;;) {
    const { value, done } = await noise.next();
    if (done) return value;
  }
}

it("agrees with the exact noise of least squares", async () => {
  const index = { kind: "biased-banzhaf", bias: 0.4 } as const;
  const budget = { evaluations: 300, stepEvaluations: 300 };
  const run = async (game: Game) =>
    (await finalEstimate(leastSquares.estimate(game, index, budget, seededRandom(5)))).power;
  const game = recordedPayoffGame(evaluator, examples, labels, "accuracy");
  await run(game);
  const replayed = await last(replayedNoise(game.record, run, 400, seededRandom(2)));
  const exact = exampleNoise(game.record);
  let step = exact.next();
  while (!step.done) step = exact.next();
  for (const [player, error] of replayed.entries()) expect(error / step.value[player]).toBeCloseTo(1, 0);
  const [mean, truth] = [replayed, step.value].map((errors) => errors.reduce((sum, error) => sum + error, 0));
  expect(Math.abs(mean / truth - 1)).toBeLessThan(0.08);
});

it("gives an error to every player of a Shapley run, and evaluates nothing anew", async () => {
  const game = recordedPayoffGame(evaluator, examples, labels, "log-likelihood");
  const budget = { evaluations: 202, stepEvaluations: 50 };
  const run = async (played: Game) =>
    (await finalEstimate(pairedLeverage.estimate(played, { kind: "shapley" }, budget, seededRandom(5)))).power;
  await run(game);
  const rows = game.record.rows;
  const errors = await last(replayedNoise(game.record, run, 20, seededRandom(3)));
  expect(errors.every((error) => error > 0)).toBe(true);
  expect(game.record.rows).toBe(rows);
});
