import { expect, it } from "vitest";
import { agreementOn } from "../../../../test/onnx-agreement.ts";
import { betweenConvAndHead, type Middle, randomWeights, scalar, wholeNumbers } from "../../../../test/onnx-graphs.ts";
import { float, int, ints, nodeProto, text } from "./onnx-builder.ts";

const one = (op: string, attributes = {}, inputs: readonly string[] = ["a"]) =>
  nodeProto(op, inputs, ["b"], attributes, "middle");

/** Layer kinds that the middle should become, and the graph. */
const cases: readonly (readonly [string, readonly string[], Middle])[] = [
  ...[
    "Relu",
    "Sigmoid",
    "Tanh",
    "Softplus",
    "Softsign",
    "Elu",
    "Selu",
    "LeakyRelu",
    "HardSigmoid",
    "ThresholdedRelu",
    "Exp",
  ].map((op): readonly [string, readonly string[], Middle] => [op, ["activation"], { nodes: [one(op)] }]),
  ["Celu", ["activation"], { nodes: [one("Celu", { alpha: float(0.7) })] }],
  ["HardSwish", ["activation"], { nodes: [one("HardSwish")] }],
  ["Mish", ["activation"], { opset: 18, nodes: [one("Mish")] }],
  ["Gelu", ["activation"], { opset: 20, nodes: [one("Gelu")] }],
  ["Gelu by tanh", ["activation"], { opset: 20, nodes: [one("Gelu", { approximate: text("tanh") })] }],
  ["Clip by attributes", ["activation"], { opset: 9, nodes: [one("Clip", { min: float(0), max: float(6) })] }],
  [
    "Clip by inputs",
    ["activation"],
    { nodes: [one("Clip", {}, ["a", "low", "high"])], constants: [scalar("low", -0.3), scalar("high", 0.2)] },
  ],
  [
    "Clip without a lower bound",
    ["activation"],
    { nodes: [one("Clip", {}, ["a", "", "high"])], constants: [scalar("high", 0.2)] },
  ],
  ["PRelu", ["prelu"], { nodes: [one("PRelu", {}, ["a", "slope"])], constants: [randomWeights("slope", [6, 1, 1])] }],
  [
    "PRelu of one slope",
    ["prelu"],
    { nodes: [one("PRelu", {}, ["a", "slope"])], constants: [randomWeights("slope", [1])] },
  ],
  ["Softmax over channels", ["activation"], { nodes: [one("Softmax", { axis: int(1) })] }],
  [
    "LogSoftmax over the width",
    ["permute", "activation", "permute"],
    { nodes: [one("LogSoftmax", { axis: int(-1) })] },
  ],
  ["MaxPool", ["pool"], { nodes: [one("MaxPool", { kernel_shape: ints([2, 2]), strides: ints([2, 2]) })] }],
  [
    "MaxPool with padding",
    ["pool"],
    { nodes: [one("MaxPool", { kernel_shape: ints([3, 3]), strides: ints([2, 2]), pads: ints([1, 1, 1, 1]) })] },
  ],
  [
    "MaxPool rounded up",
    ["pool"],
    { nodes: [one("MaxPool", { kernel_shape: ints([3, 3]), strides: ints([2, 2]), ceil_mode: int(1) })] },
  ],
  [
    "AveragePool with padding",
    ["pool"],
    { nodes: [one("AveragePool", { kernel_shape: ints([3, 3]), strides: ints([2, 2]), pads: ints([1, 0, 1, 1]) })] },
  ],
  [
    "AveragePool that counts padding",
    ["pool"],
    {
      nodes: [one("AveragePool", { kernel_shape: ints([3, 3]), pads: ints([1, 1, 1, 1]), count_include_pad: int(1) })],
    },
  ],
  [
    "AveragePool rounded up",
    ["pool"],
    { nodes: [one("AveragePool", { kernel_shape: ints([3, 3]), strides: ints([2, 2]), ceil_mode: int(1) })] },
  ],
  [
    "AveragePool SAME_UPPER",
    ["pool"],
    {
      nodes: [one("AveragePool", { kernel_shape: ints([3, 3]), strides: ints([2, 2]), auto_pad: text("SAME_UPPER") })],
    },
  ],
  [
    "MaxPool SAME_LOWER",
    ["pool"],
    { nodes: [one("MaxPool", { kernel_shape: ints([2, 2]), auto_pad: text("SAME_LOWER") })] },
  ],
  ["GlobalMaxPool", ["global-pool"], { nodes: [one("GlobalMaxPool")] }],
  ["ReduceMean", ["global-pool"], { nodes: [one("ReduceMean", { axes: ints([2, 3]), keepdims: int(1) })] }],
  ["ReduceMax", ["global-pool"], { nodes: [one("ReduceMax", { axes: ints([-1, -2]) })] }],
  [
    "ReduceSum without the axes, and back",
    ["global-pool", "rescaling", "reshape"],
    {
      nodes: [
        nodeProto("ReduceSum", ["a", "axes"], ["s"], { keepdims: int(0) }),
        nodeProto("Unsqueeze", ["s", "axes"], ["b"]),
      ],
      constants: [wholeNumbers("axes", [2, 3])],
    },
  ],
  [
    "BatchNormalization",
    ["batch-norm"],
    {
      nodes: [one("BatchNormalization", { epsilon: float(0.001) }, ["a", "g", "o", "m", "v"])],
      constants: [
        randomWeights("g", [6], 0.5, 1),
        randomWeights("o", [6]),
        randomWeights("m", [6]),
        randomWeights("v", [6], 0.4, 1),
      ],
    },
  ],
  [
    "BatchNormalization of opset 7",
    ["batch-norm"],
    {
      opset: 7,
      nodes: [one("BatchNormalization", {}, ["a", "g", "o", "m", "v"])],
      constants: [
        randomWeights("g", [6], 0.5, 1),
        randomWeights("o", [6]),
        randomWeights("m", [6]),
        randomWeights("v", [6], 0.4, 1),
      ],
    },
  ],
  [
    "InstanceNormalization",
    ["group-norm"],
    {
      nodes: [one("InstanceNormalization", {}, ["a", "g", "o"])],
      constants: [randomWeights("g", [6]), randomWeights("o", [6])],
    },
  ],
  [
    "GroupNormalization",
    ["group-norm"],
    {
      opset: 21,
      nodes: [one("GroupNormalization", { num_groups: int(3) }, ["a", "g", "o"])],
      constants: [randomWeights("g", [6]), randomWeights("o", [6])],
    },
  ],
  [
    "LayerNormalization over channels, moved there and back",
    ["layer-norm"],
    {
      nodes: [
        nodeProto("Transpose", ["a"], ["t"], { perm: ints([0, 2, 3, 1]) }),
        nodeProto("LayerNormalization", ["t", "g", "o"], ["n"], { axis: int(-1) }),
        nodeProto("Transpose", ["n"], ["b"], { perm: ints([0, 3, 1, 2]) }),
      ],
      constants: [randomWeights("g", [6]), randomWeights("o", [6])],
    },
  ],
  [
    "Add of a constant for each channel",
    ["affine"],
    { nodes: [one("Add", {}, ["a", "c"])], constants: [randomWeights("c", [6, 1, 1])] },
  ],
  [
    "Sub of a constant",
    ["affine"],
    { nodes: [one("Sub", {}, ["a", "c"])], constants: [randomWeights("c", [1, 6, 1, 1])] },
  ],
  [
    "Sub from a constant",
    ["rescaling", "affine"],
    { nodes: [one("Sub", {}, ["c", "a"])], constants: [randomWeights("c", [1, 6, 1, 1])] },
  ],
  ["Mul by a number", ["rescaling"], { nodes: [one("Mul", {}, ["a", "c"])], constants: [scalar("c", 0.4)] }],
  [
    "Mul by a map of places",
    ["affine"],
    { nodes: [one("Mul", {}, ["a", "c"])], constants: [randomWeights("c", [8, 8])] },
  ],
  [
    "Div by a constant",
    ["affine"],
    { nodes: [one("Div", {}, ["a", "c"])], constants: [randomWeights("c", [6, 1, 1], 0.3, 1)] },
  ],
  ["Pow", ["merge"], { nodes: [one("Pow", {}, ["a", "c"])], constants: [scalar("c", 2)] }],
  ["Neg", ["rescaling"], { nodes: [one("Neg")] }],
  [
    "a sum with itself behind a sigmoid",
    ["activation", "add"],
    { nodes: [nodeProto("Sigmoid", ["a"], ["s"]), one("Add", {}, ["a", "s"])] },
  ],
  [
    "a product with a gate",
    ["activation", "merge"],
    { nodes: [nodeProto("Tanh", ["a"], ["s"]), one("Mul", {}, ["s", "a"])] },
  ],
  ["Max of two", ["rescaling", "merge"], { nodes: [nodeProto("Neg", ["a"], ["s"]), one("Max", {}, ["a", "s"])] }],
  [
    "Mean of three",
    ["rescaling", "activation", "merge"],
    { nodes: [nodeProto("Neg", ["a"], ["s"]), nodeProto("Tanh", ["a"], ["t"]), one("Mean", {}, ["a", "s", "t"])] },
  ],
  [
    "Pad of places",
    ["zero-padding"],
    { nodes: [one("Pad", {}, ["a", "p"])], constants: [wholeNumbers("p", [0, 0, 1, 2, 0, 0, 3, 4])] },
  ],
  [
    "Resize by 2, nearest",
    ["upsampling"],
    {
      nodes: [
        one(
          "Resize",
          { mode: text("nearest"), coordinate_transformation_mode: text("asymmetric"), nearest_mode: text("floor") },
          ["a", "", "s"],
        ),
      ],
      constants: [scales([1, 1, 2, 3])],
    },
  ],
  [
    "Resize by 2, linear",
    ["upsampling"],
    {
      nodes: [
        one("Resize", { mode: text("linear"), coordinate_transformation_mode: text("half_pixel") }, ["a", "", "s"]),
      ],
      constants: [scales([1, 1, 2, 2])],
    },
  ],
  [
    "Resize to sizes",
    ["upsampling"],
    {
      nodes: [
        one(
          "Resize",
          {
            mode: text("nearest"),
            nearest_mode: text("round_prefer_floor"),
            coordinate_transformation_mode: text("half_pixel"),
          },
          ["a", "", "", "s"],
        ),
      ],
      constants: [wholeNumbers("s", [3, 6, 16, 16])],
    },
  ],
  [
    "Upsample",
    ["upsampling"],
    { opset: 9, nodes: [one("Upsample", { mode: text("nearest") }, ["a", "s"])], constants: [scales([1, 1, 2, 2])] },
  ],
  ["Dropout and Identity", [], { nodes: [nodeProto("Dropout", ["a"], ["d"]), one("Identity", {}, ["d"])] }],
];

/** Where channels are weighed against each other, none can be cut. */
const frozen = /Softmax|InstanceNorm|GroupNorm|LayerNorm/;

function scales(values: readonly number[]) {
  return { ...randomWeights("s", [4]), raw_data: new Uint8Array(Float32Array.from(values).buffer) };
}

it.each(cases)("computes and writes back %s", async (name, kinds, middle) => {
  const { model, whole, pruned, units } = await agreementOn(betweenConvAndHead(middle));
  expect(whole).toBeLessThan(1e-5);
  expect(pruned).toBeLessThan(1e-5);
  expect(model.layers.slice(2, -3).map(({ kind }) => kind)).toEqual(kinds);
  expect(units).toEqual(frozen.test(name) ? [0, 0] : [6, 3]);
});
