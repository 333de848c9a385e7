import { describe, expect, it } from "vitest";
import { coalitions, gpuSides, worstGap } from "../../../test/gpu-sides.ts";
import { startWebgpu } from "../../../test/start-webgpu.ts";
import { meanPayoffs, perExamplePayoffsOf } from "../../core/game/per-example-payoff.ts";
import type { ActivationName, Layer, Model, Shape } from "../../core/model/model.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import { defaultLimits } from "../evaluation/limits.ts";

const reason = await startWebgpu();
const why = reason === null ? "" : ` (skipped: ${reason})`;

/** Two dense layers; output 3 is output 1 again, so that votes are tied. */
function classifier(name: ActivationName, outputs: number): Model {
  const random = seededRandom(5, name);
  const tensor = (...shape: number[]) => ({
    shape: shape as Shape,
    values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 2 * random.uniform() - 1),
  });
  const dense = (id: string, from: string, inputs: number, units: number, activation: ActivationName): Layer => ({
    id,
    kind: "dense",
    inputs: [from],
    activation: { name: activation },
    weights: { kernel: tensor(inputs, units), bias: tensor(units) },
  });
  const last = dense("out", "hidden", 9, outputs, name);
  if (last.kind === "dense" && outputs > 3) {
    const { kernel, bias } = last.weights;
    for (let row = 0; row < 9; row++) kernel.values[row * outputs + 3] = kernel.values[row * outputs + 1] ?? 0;
    if (bias) bias.values[3] = bias.values[1] ?? 0;
  }
  const input: Layer = { id: "in", kind: "input", inputs: [], shape: [6] };
  return { name, output: "out", layers: [input, dense("hidden", "in", 6, 9, "relu"), last] };
}

const outputs = [
  ["softmax", 5],
  ["log-softmax", 5],
  ["linear", 5],
  ["sigmoid", 1],
] as const;

describe.skipIf(reason !== null)(`answers of a pass${why}`, () => {
  it.each(outputs)(
    "of %s outputs are those that the host makes of all outputs: accuracies to the bit",
    async (name, count) => {
      const random = seededRandom(1, name);
      const sides = gpuSides(classifier(name, count), 11, random);
      if (!sides) throw new Error("dense layers have rows");
      const batch = coalitions(sides.players, 6, 0.6, random);
      const labels = Int32Array.from(sides.rows, () => Math.floor(random.uniform() * Math.max(2, count)));
      // the second one takes four examples at a time
      for (const limits of [defaultLimits, { ...defaultLimits, passBytes: 1024 }]) {
        const shaders = sides.shaders([], limits);
        const all = await shaders.outputs(batch, sides.rows);
        for (const payoff of meanPayoffs) {
          const expected = perExamplePayoffsOf(all, labels, payoff);
          const meanOf = (row: number) =>
            Array.from(expected.subarray(row * 11, (row + 1) * 11)).reduce((a, b) => a + b) / 11;
          const each = (await shaders.payoffs?.(batch, sides.rows, labels, payoff)) ?? [];
          const means = (await shaders.meanPayoffs?.(batch, sides.rows, labels, payoff)) ?? [];
          const wanted = Float64Array.from({ length: batch.rows }, (_, row) => meanOf(row));
          if (payoff === "accuracy" || payoff === "agreement") {
            expect(each).toEqual(expected);
            expect(means).toEqual(wanted);
          } else {
            expect(worstGap(expected, each)).toBeLessThan(1e-5);
            expect(worstGap(wanted, means)).toBeLessThan(1e-5);
          }
        }
        shaders.dispose();
      }
    },
  );
});
