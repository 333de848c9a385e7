import { expect, it } from "vitest";
import { agreementOn } from "../../../../test/onnx-agreement.ts";
import { betweenConvAndHead, onnxBytes, randomWeights, scalar, wholeNumbers } from "../../../../test/onnx-graphs.ts";
import { float, floats, ints, nodeProto } from "./onnx-builder.ts";

const kindsOf = async (bytes: Uint8Array) => {
  const { model, whole, pruned } = await agreementOn(bytes);
  expect(whole).toBeLessThan(1e-5);
  expect(pruned).toBeLessThan(1e-5);
  return model.layers;
};

it("reads the nodes of a layer norm as one layer with its weights", async () => {
  const layers = await kindsOf(
    onnxBytes({
      input: ["N", 5, 4],
      output: ["N", 5, 3],
      nodes: [
        nodeProto("MatMul", ["x", "w"], ["a"]),
        nodeProto("ReduceMean", ["a"], ["m"], { axes: ints([-1]) }),
        nodeProto("Sub", ["a", "m"], ["c"]),
        nodeProto("Pow", ["c", "two"], ["s"]),
        nodeProto("ReduceMean", ["s"], ["v"], { axes: ints([-1]) }),
        nodeProto("Add", ["v", "eps"], ["ve"]),
        nodeProto("Sqrt", ["ve"], ["sd"]),
        nodeProto("Div", ["c", "sd"], ["n"]),
        nodeProto("Mul", ["n", "gamma"], ["g"]),
        nodeProto("Add", ["g", "beta"], ["b"]),
        nodeProto("MatMul", ["b", "u"], ["y"]),
      ],
      constants: [
        ...[randomWeights("w", [4, 6]), randomWeights("u", [6, 3]), scalar("two", 2), scalar("eps", 1e-3)],
        ...[randomWeights("gamma", [6], 0.5, 1), randomWeights("beta", [6])],
      ],
    }),
  );
  expect(layers.map(({ kind }) => kind)).toEqual(["input", "dense", "layer-norm", "dense"]);
  expect(layers[2]).toMatchObject({ epsilon: expect.closeTo(1e-3, 6) });
});

const half = scalar("half", 0.5);
const root = scalar("root", Math.SQRT2);
const one = scalar("one", 1);
it.each([
  [
    "x (1 + erf) / 2",
    [
      nodeProto("Div", ["a", "root"], ["d"]),
      nodeProto("Erf", ["d"], ["e"]),
      nodeProto("Add", ["e", "one"], ["f"]),
      nodeProto("Mul", ["a", "f"], ["g"]),
      nodeProto("Mul", ["g", "half"], ["b"]),
    ],
  ],
  [
    "x / 2 (1 + erf)",
    [
      nodeProto("Mul", ["half", "a"], ["h"]),
      nodeProto("Div", ["a", "root"], ["d"]),
      nodeProto("Erf", ["d"], ["e"]),
      nodeProto("Add", ["one", "e"], ["f"]),
      nodeProto("Mul", ["h", "f"], ["b"]),
    ],
  ],
])("reads %s as a gelu", async (_name, nodes) => {
  const layers = await kindsOf(betweenConvAndHead({ nodes, constants: [half, root, one] }));
  expect(layers[2]).toMatchObject({ kind: "activation", activation: { name: "gelu" } });
  expect(layers).toHaveLength(6);
});

it("reads a product with the own sigmoid as a silu", async () => {
  const nodes = [nodeProto("Sigmoid", ["a"], ["s"]), nodeProto("Mul", ["a", "s"], ["b"])];
  const layers = await kindsOf(betweenConvAndHead({ nodes }));
  expect(layers[2]).toMatchObject({ activation: { name: "silu" } });
});

it("reads PyTorch's group norm, written with an instance norm, as one layer", async () => {
  const nodes = [
    nodeProto("Reshape", ["a", "groups"], ["g"]),
    nodeProto("Constant", [], ["ones"], { value_floats: floats([1, 1, 1]) }),
    nodeProto("InstanceNormalization", ["g", "ones", "zeros"], ["i"], { epsilon: float(1e-3) }),
    nodeProto("Shape", ["a"], ["sh"]),
    nodeProto("Reshape", ["i", "sh"], ["n"]),
    nodeProto("Mul", ["n", "w"], ["m"]),
    nodeProto("Add", ["m", "o"], ["b"]),
  ];
  const constants = [
    ...[wholeNumbers("groups", [0, 3, -1]), randomWeights("zeros", [3], 0)],
    ...[randomWeights("w", [6, 1, 1]), randomWeights("o", [6, 1, 1])],
  ];
  const layers = await kindsOf(betweenConvAndHead({ nodes, constants }));
  expect(layers.slice(2, -3).map(({ kind }) => kind)).toEqual(["group-norm", "affine", "affine"]);
});
