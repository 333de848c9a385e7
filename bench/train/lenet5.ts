import type { Layer, Model, Tensor } from "../../src/core/model/model.ts";
import type { RandomSource } from "../../src/core/random/random-source.ts";

/** Glorot-uniform weights (Glorot, Bengio 2010): +-sqrt(6 / (fan in + fan out)). */
function glorot(shape: number[], random: RandomSource): Tensor {
  const window = shape.slice(0, -2).reduce((product, axis) => product * axis, 1);
  const limit = Math.sqrt(6 / (window * ((shape.at(-2) ?? 1) + (shape.at(-1) ?? 1))));
  const length = shape.reduce((product, axis) => product * axis, 1);
  return { shape, values: Float32Array.from({ length }, () => limit * (2 * random.uniform() - 1)) };
}

const zeros = (length: number): Tensor => ({ shape: [length], values: new Float32Array(length) });

/**
 * LeNet-5 (LeCun, Bottou, Bengio, Haffner 1998) as it is used today: 28x28 grey input, 6 and 16 filters of 5x5 (the
 * first with "same" padding), max pooling, relu, 120 and 84 units, 10 classes: 226 prunable units, 61,706 parameters.
 * @param rate of the dropout after each hidden dense layer, and half of it after the second pooling; none if left out
 */
export function lenet5(random: RandomSource, rate?: number): Model {
  const relu = { name: "relu" } as const;
  const pool = { kind: "pool", operation: "max", size: [2, 2], strides: [2, 2], padding: "valid" } as const;
  const conv = { kind: "conv", strides: [1, 1], dilation: [1, 1], activation: relu } as const;
  const dropout = (id: string, input: string, share: number): Layer[] =>
    rate === undefined ? [] : [{ id, kind: "dropout", inputs: [input], rate: share * rate }];
  const after = (id: string, drop: string) => (rate === undefined ? id : drop);
  return {
    name: "lenet5",
    output: "digit",
    layers: [
      { id: "image", kind: "input", inputs: [], shape: [28, 28, 1] },
      {
        ...conv,
        id: "conv1",
        inputs: ["image"],
        padding: "same",
        weights: { kernel: glorot([5, 5, 1, 6], random), bias: zeros(6) },
      },
      { ...pool, id: "pool1", inputs: ["conv1"] },
      {
        ...conv,
        id: "conv2",
        inputs: ["pool1"],
        padding: "valid",
        weights: { kernel: glorot([5, 5, 6, 16], random), bias: zeros(16) },
      },
      { ...pool, id: "pool2", inputs: ["conv2"] },
      ...dropout("drop2", "pool2", 0.5),
      { id: "flatten", kind: "flatten", inputs: [after("pool2", "drop2")], order: "channels-last" },
      {
        id: "dense1",
        kind: "dense",
        inputs: ["flatten"],
        activation: relu,
        weights: { kernel: glorot([400, 120], random), bias: zeros(120) },
      },
      ...dropout("drop3", "dense1", 1),
      {
        id: "dense2",
        kind: "dense",
        inputs: [after("dense1", "drop3")],
        activation: relu,
        weights: { kernel: glorot([120, 84], random), bias: zeros(84) },
      },
      ...dropout("drop4", "dense2", 1),
      {
        id: "digit",
        kind: "dense",
        inputs: [after("dense2", "drop4")],
        activation: { name: "softmax" },
        weights: { kernel: glorot([84, 10], random), bias: zeros(10) },
      },
    ],
  };
}
