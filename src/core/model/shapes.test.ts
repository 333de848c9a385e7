import { describe, expect, it } from "vitest";
import {
  add,
  batchNorm,
  concat,
  conv,
  dense,
  depthwise,
  flatten,
  globalPool,
  input,
  lenet,
  network,
  pool,
  tensor,
} from "../../../test/layers.ts";
import { FailureError } from "../failure.ts";
import type { Layer, Model } from "./model.ts";
import { outputShapes } from "./shapes.ts";

const shapeBehind = (shape: number[], layer: Layer) => outputShapes(network(input(shape), layer)).get(layer.id);

function failureIn(model: Model) {
  try {
    outputShapes(model);
  } catch (thrown) {
    if (thrown instanceof FailureError) return thrown.failure;
    throw thrown;
  }
  throw new Error("the model was accepted");
}

describe("outputShapes", () => {
  it("follows LeNet-5 from the image to the classes", () => {
    expect(Object.fromEntries(outputShapes(lenet()))).toEqual({
      input: [28, 28, 1],
      conv1: [28, 28, 6],
      pool1: [14, 14, 6],
      conv2: [10, 10, 16],
      pool2: [5, 5, 16],
      flatten: [400],
      dense1: [120],
      dense2: [84],
      output: [10],
    });
  });

  it.each([
    [{ padding: "same", strides: [3, 2] } as const, [3, 5, 4]],
    [{ padding: "valid", strides: [3, 2] } as const, [3, 4, 4]],
    [{ padding: "valid", dilation: [2, 3] } as const, [5, 3, 4]],
    [{ padding: "same", dilation: [2, 3] } as const, [9, 9, 4]],
  ])("places a 3 x 3 convolution with %o", (settings, shape) => {
    expect(shapeBehind([9, 9, 2], { ...conv("c", "input", [3, 3, 2, 4]), ...settings })).toEqual(shape);
  });

  it("gives a causal convolution one place a stride", () => {
    const causal = { ...conv("c", "input", [4, 2, 3]), padding: "causal", strides: [2] } as const;
    expect(shapeBehind([7, 2], causal)).toEqual([4, 3]);
  });

  it("knows the other layers", () => {
    expect(shapeBehind([8, 8, 3], depthwise("d", "input", [3, 3, 3, 2]))).toEqual([6, 6, 6]);
    expect(shapeBehind([8, 8, 3], { ...pool("p", "input", [3, 3]), padding: "same" })).toEqual([3, 3, 3]);
    expect(shapeBehind([8, 3], pool("p", "input", [3]))).toEqual([2, 3]);
    expect(shapeBehind([8, 6, 3], globalPool("g", "input"))).toEqual([3]);
    expect(
      shapeBehind([8, 6, 3], { id: "g", kind: "global-pool", inputs: ["input"], operation: "max", keepAxes: true }),
    ).toEqual([1, 1, 3]);
    expect(shapeBehind([8, 6, 3], flatten("f", "input"))).toEqual([144]);
    expect(
      shapeBehind([8, 6, 3], {
        id: "z",
        kind: "zero-padding",
        inputs: ["input"],
        padding: [
          [1, 2],
          [0, 3],
        ],
      }),
    ).toEqual([11, 9, 3]);
    expect(shapeBehind([5, 3], dense("d", "input", 3, 7))).toEqual([5, 7]);
    expect(shapeBehind([5, 3], add("a", "input", "input"))).toEqual([5, 3]);
    expect(shapeBehind([5, 3], concat("a", "input", "input"))).toEqual([5, 6]);
  });

  it.each<[string, Model, RegExp]>([
    ["an unknown input", network(input([4]), dense("d", "ghost", 4, 2)), /"d" reads "ghost".*no layer of that name/],
    [
      "an order that is not topological",
      network(input([4]), dense("d", "later", 4, 2), dense("later", "input", 4, 4)),
      /"d" reads "later", which does not stand before it/,
    ],
    ["a duplicate id", network(input([4]), dense("input", "input", 4, 2)), /"input" appears twice/],
    ["no input", { name: "", layers: [], output: "x" }, /has 0 inputs/],
    ["two inputs", network(input([4]), input([4], "second")), /has 2 inputs/],
    ["an output that is not there", { ...network(input([4])), output: "x" }, /output "x" is not one/],
    [
      "a kernel of another width",
      network(input([4]), dense("d", "input", 3, 2)),
      /"d" has a kernel of shape 3 × 2; 4 × 2/,
    ],
    [
      "a bias of another width",
      network(input([4]), { ...dense("d", "input", 4, 2), weights: { kernel: tensor([4, 2]), bias: tensor([3]) } }),
      /"d" has a bias of shape 3; 2 was/,
    ],
    [
      "a kernel of another rank",
      network(input([4, 4, 1]), { ...conv("c", "input", [3, 3, 1, 2]), strides: [1], dilation: [1] }),
      /3 axes|2 axes/,
    ],
    [
      "a tensor whose numbers do not fill its shape",
      network(input([4]), {
        ...dense("d", "input", 4, 2),
        weights: { kernel: { shape: [4, 2], values: new Float32Array(7) } },
      }),
      /"d" has 7 numbers in its kernel; shape 4 × 2 needs 8/,
    ],
    ["a norm of another width", network(input([4]), batchNorm("b", "input", 3)), /"b" has a gamma of shape 3; 4/],
    [
      "an addition of different shapes",
      network(input([4]), dense("d", "input", 4, 3), add("a", "d", "input")),
      /"a" got inputs of shapes 3 and 4; on every axis equal lengths, or 1/,
    ],
    [
      "a concatenation of different places",
      network(input([4, 2]), pool("p", "input", [2]), concat("a", "p", "input")),
      /"a" got inputs of shapes 2 × 2 and 4 × 2; shapes that differ in the last axis only/,
    ],
    [
      "a window larger than its input",
      network(input([4, 4, 1]), conv("c", "input", [5, 3, 1, 2])),
      /"c" has a window of 5 × 3/,
    ],
    ["an empty input", network(input([0])), /"input" has shape 0/],
    ["a wrong number of inputs", network(input([4]), add("a", "input")), /"a" of kind add reads 1 layers; two or more/],
    ["a rank that does not fit", network(input([4]), pool("p", "input", [2])), /"p" got an input of shape 4; 2 axes/],
    [
      "causal padding over a plane",
      network(input([4, 4, 1]), { ...conv("c", "input", [3, 3, 1, 2]), padding: "causal" }),
      /"c" has causal padding over two axes/,
    ],
    [
      "strides of zero",
      network(input([4, 1]), { ...conv("c", "input", [2, 1, 1]), strides: [0] }),
      /"c" has strides 0/,
    ],
  ])("refuses %s in words", (_, model, words) => {
    const failure = failureIn(model);
    expect(failure.kind).toBe("model-invalid");
    expect(failure.message).toMatch(words);
    expect(failure.advice).toBeDefined();
  });
});
