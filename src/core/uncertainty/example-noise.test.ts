import { expect, test } from "vitest";
import { dense, input, network } from "../../../test/layers.ts";
import { drawBernoulli } from "../estimate/bernoulli-coalitions.ts";
import { finalEstimate } from "../estimate/final-estimate.ts";
import { leastSquares } from "../estimate/least-squares.ts";
import type { Evaluator } from "../game/evaluator.ts";
import { payoffGame } from "../game/payoff-game.ts";
import { recordedPayoffGame } from "../game/recorded-payoff-game.ts";
import { runReference } from "../model/reference-network.ts";
import { seededRandom } from "../random/random-source.ts";
import { bootstrapStandardErrors } from "../stats/bootstrap-examples.ts";
import { exampleStandardError } from "./example-noise.ts";

const hidden = 8;
const model = network(input([4]), dense("h", "input", 4, hidden, "relu"), dense("o", "h", hidden, 3, "softmax"));
const count = 30;
const source = seededRandom(4, "inputs");
const inputs = Float32Array.from({ length: 4 * count }, () => 4 * source.uniform() - 2);
const examples = Int32Array.from({ length: count }, (_, x) => x);
const labels = Int32Array.from({ length: count }, () => source.integer(3));
/** The reference network's last layer on the hidden units that are present. */
const [, first, second] = model.layers;
const evaluator: Evaluator = {
  players: hidden,
  outputs: async ({ rows, members }, slice) => {
    const values = new Float32Array(rows * slice.length * 3);
    for (let row = 0; row < rows; row++) {
      const masked = network(
        input([4]),
        {
          ...(first as ReturnType<typeof dense>),
          weights: {
            kernel: {
              shape: [4, hidden],
              values: (first as ReturnType<typeof dense>).weights.kernel.values.map(
                (weight, i) => weight * members[row * hidden + (i % hidden)]!,
              ),
            },
            bias: {
              shape: [hidden],
              values: (first as ReturnType<typeof dense>).weights.bias!.values.map(
                (bias, i) => bias * members[row * hidden + i]!,
              ),
            },
          },
        },
        second!,
      );
      const batch = Float32Array.from([...slice].flatMap((x) => [...inputs.subarray(4 * x, 4 * x + 4)]));
      values.set(runReference(masked, batch, slice.length), row * slice.length * 3);
    }
    return { rows, examples: slice.length, width: 3, kind: "probabilities", values };
  },
};

test.each(["accuracy", "log-likelihood"] as const)(
  "%s: the standard error from the examples is that of a bootstrap over the examples, refitted every time",
  async (payoff) => {
    const rows = 60;
    const random = seededRandom(1, "masks");
    const members = new Uint8Array(rows * hidden);
    for (let row = 0; row < rows; row++) drawBernoulli(members.subarray(row * hidden, (row + 1) * hidden), 0.5, random);
    const game = recordedPayoffGame(evaluator, examples, labels, payoff);
    await game.values({ players: hidden, rows, members });
    const { perExample } = game.record;
    const errors = exampleStandardError(game.record);
    // by brute force: weighted means of the resampled examples as values, then the estimator itself on those rows
    const refitted = async (weights: Int32Array) => {
      let row = 0;
      const replay = {
        players: hidden,
        values: async (batch: { rows: number }) =>
          Float64Array.from({ length: batch.rows }, () => {
            const sum = labels.reduce((total, _, x) => total + weights[x]! * perExample[row * count + x]!, 0);
            row++;
            return sum / count;
          }),
      };
      const budget = { evaluations: rows, stepEvaluations: rows };
      const index = { kind: "biased-banzhaf", bias: 0.5 } as const;
      return (await finalEstimate(leastSquares.estimate(replay, index, budget, seededRandom(1, "masks")))).power;
    };
    const drawn: Int32Array[] = [];
    bootstrapStandardErrors(count, 1500, seededRandom(2), (weights) => {
      drawn.push(weights);
      return [];
    });
    const powers = await Promise.all(drawn.map(refitted));
    let next = 0;
    const brute = bootstrapStandardErrors(count, 1500, seededRandom(2), () => powers[next++]!);
    // the closed form divides by n - 1 where a bootstrap divides by n
    brute.forEach((error, i) => {
      expect((errors[i]! * Math.sqrt((count - 1) / count)) / error).toBeGreaterThan(0.92);
      expect((errors[i]! * Math.sqrt((count - 1) / count)) / error).toBeLessThan(1.08);
    });
  },
);

test("the recorded game is worth what the plain one is, and keeps no more than it may", async () => {
  const batch = { players: hidden, rows: 3, members: Uint8Array.from({ length: 24 }, (_, i) => (i % 5 > 1 ? 1 : 0)) };
  for (const payoff of ["accuracy", "true-class-probability"] as const) {
    const game = recordedPayoffGame(evaluator, examples, labels, payoff, 5 * count);
    const plain = await payoffGame(evaluator, examples, labels, payoff).values(batch);
    expect(await game.values(batch)).toEqual(plain);
    expect(await game.values(batch)).toEqual(plain);
    expect(game.record.rows).toBe(5);
    const sum = Array.from(game.record.perExample.slice(0, count)).reduce((total, value) => total + value, 0);
    expect(sum / count).toBeCloseTo(plain[0]!, 6);
    expect([...game.record.members.subarray(24, 40)]).toEqual([...batch.members.subarray(0, 16)]);
  }
});

test("nothing is claimed from one example, or from coalitions that do not tell the players apart", () => {
  const one = { players: 2, rows: 4, members: Uint8Array.of(0, 0, 0, 1, 1, 0, 1, 1) };
  expect(exampleStandardError({ ...one, examples: 1, perExample: [1, 2, 3, 4] }).every(Number.isNaN)).toBe(true);
  const alike = {
    ...one,
    members: Uint8Array.of(0, 0, 1, 1, 0, 0, 1, 1),
    examples: 2,
    perExample: new Float64Array(8),
  };
  expect(exampleStandardError(alike).every(Number.isNaN)).toBe(true);
});
