import { describe, expect, it } from "vitest";
import { coalitions, gpuSides, worstGap } from "../../../test/gpu-sides.ts";
import { startWebgpu } from "../../../test/start-webgpu.ts";
import type { Activation, Layer, Model, Shape } from "../../core/model/model.ts";
import { seededRandom } from "../../core/random/random-source.ts";

const reason = await startWebgpu();
const why = reason === null ? "" : ` (skipped: ${reason})`;

const all: readonly Activation[] = [
  { name: "leaky-relu" },
  { name: "elu", alpha: 0.7 },
  { name: "selu" },
  { name: "gelu" },
  { name: "gelu-tanh" },
  { name: "silu" },
  { name: "tanh" },
  { name: "sigmoid" },
  { name: "hard-sigmoid", alpha: 1 / 6 },
  { name: "hard-silu" },
  { name: "mish" },
  { name: "celu", alpha: 2 },
  { name: "exponential" },
  { name: "log-sigmoid" },
  { name: "thresholded-relu", alpha: 0.5 },
  { name: "softplus" },
  { name: "softsign" },
  { name: "clip", alpha: -1, beta: 2 },
  { name: "relu6" },
];

/** One hidden layer, then one activation after the other on numbers between about -6 and 6. */
function network(activation: Activation): Model {
  const random = seededRandom(1, "activations");
  const tensor = (scale: number, ...shape: number[]) => ({
    shape: shape as Shape,
    values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => scale * (2 * random.uniform() - 1)),
  });
  const layers: Layer[] = [
    { id: "in", kind: "input", inputs: [], shape: [4] },
    {
      id: "hidden",
      kind: "dense",
      inputs: ["in"],
      activation: { name: "linear" },
      weights: { kernel: tensor(2, 4, 5), bias: tensor(1, 5) },
    },
    {
      id: "out",
      kind: "dense",
      inputs: ["hidden"],
      activation,
      weights: { kernel: tensor(1.5, 5, 12), bias: tensor(1, 12) },
    },
  ];
  return { name: activation.name, output: "out", layers };
}

describe.skipIf(reason !== null)(`activations as shaders${why}`, () => {
  it.each(all.map((activation) => [activation.name, activation] as const))(
    "%s is that of the plain evaluator",
    async (_, activation) => {
      const random = seededRandom(2, activation.name);
      const sides = gpuSides(network(activation), 6, random);
      if (!sides) throw new Error("dense layers have rows");
      const batch = coalitions(sides.players, 3, 0.8, random);
      const shaders = sides.shaders();
      const [plain, found] = [await sides.plain(batch, sides.rows), await shaders.outputs(batch, sides.rows)];
      shaders.dispose();
      expect(new Set(plain.values).size).toBeGreaterThan(20);
      expect(worstGap(plain.values, found.values)).toBeLessThan(1e-5);
    },
  );
});
