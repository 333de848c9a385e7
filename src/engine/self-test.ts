import type { Model, Tensor as Weight } from "../core/model/model.ts";
import { runReference } from "../core/model/reference-network.ts";
import { seededRandom } from "../core/random/random-source.ts";
import { forward, upload } from "./network.ts";
import { tf } from "./tf.ts";

/** A backend whose self-test is off by more is not used. */
export const selfTestTolerance = 1e-3;

const random = () => seededRandom(1, "self-test");

function weight(source: { uniform(): number }, shape: number[], low = -0.5, high = 0.5): Weight {
  const length = shape.reduce((product, axis) => product * axis, 1);
  return { shape, values: Float32Array.from({ length }, () => low + (high - low) * source.uniform()) };
}

/** A network of a few hundred weights that passes through convolution, batch-norm, both pools, dense and softmax. */
export function selfTestModel(): Model {
  const source = random();
  const relu = { name: "relu" } as const;
  return {
    name: "self-test",
    output: "out",
    layers: [
      { id: "in", kind: "input", inputs: [], shape: [9, 9, 2] },
      {
        id: "conv",
        kind: "conv",
        inputs: ["in"],
        strides: [1, 1],
        dilation: [1, 1],
        padding: "same",
        activation: relu,
        weights: { kernel: weight(source, [3, 3, 2, 5]), bias: weight(source, [5]) },
      },
      {
        id: "norm",
        kind: "batch-norm",
        inputs: ["conv"],
        epsilon: 1e-3,
        weights: {
          gamma: weight(source, [5]),
          beta: weight(source, [5]),
          mean: weight(source, [5]),
          variance: weight(source, [5], 0.5, 1.5),
        },
      },
      { id: "max", kind: "pool", inputs: ["norm"], operation: "max", size: [2, 2], strides: [2, 2], padding: "valid" },
      {
        id: "mean",
        kind: "pool",
        inputs: ["max"],
        operation: "average",
        size: [2, 2],
        strides: [1, 1],
        padding: "same",
      },
      { id: "flat", kind: "flatten", inputs: ["mean"], order: "channels-last" },
      {
        id: "out",
        kind: "dense",
        inputs: ["flat"],
        activation: { name: "softmax" },
        weights: { kernel: weight(source, [80, 4]), bias: weight(source, [4]) },
      },
    ],
  };
}

/** Largest |difference| between the running backend and the reference network on the self-test model. */
export async function selfTest(): Promise<number> {
  const model = selfTestModel();
  const source = random();
  const inputs = Float32Array.from({ length: 3 * 162 }, () => source.uniform());
  const expected = runReference(model, inputs, 3);
  const network = upload(model);
  const x = tf.tensor4d(inputs, [3, 9, 9, 2]);
  const y = forward(network, x);
  const actual = await y.data();
  tf.dispose([x, y]);
  network.dispose();
  return expected.reduce((worst, value, place) => Math.max(worst, Math.abs(value - actual[place])), 0);
}
