import { expect, it } from "vitest";
import { agreementOn } from "../../../../test/onnx-agreement.ts";
import { betweenConvAndHead, onnxBytes, randomWeights, scalar, wholeNumbers } from "../../../../test/onnx-graphs.ts";
import { float, int, int64, ints, nodeProto, tensor, tensorProto, text } from "./onnx-builder.ts";

const chain = (
  nodes: Parameters<typeof betweenConvAndHead>[0]["nodes"],
  constants = [] as ReturnType<typeof randomWeights>[],
  channels = 6,
  opset = 17,
) => betweenConvAndHead({ nodes, constants, channels, opset });

/** Units before and after cutting every second one, and the graph. */
const cases: readonly (readonly [string, readonly [number, number], Uint8Array])[] = [
  [
    "strides, dilations and padding on one side",
    [12, 6],
    chain(
      [
        nodeProto("Conv", ["a", "w"], ["b"], {
          strides: ints([2, 1]),
          dilations: ints([1, 2]),
          pads: ints([1, 0, 0, 2]),
        }),
      ],
      [randomWeights("w", [6, 6, 3, 3])],
    ),
  ],
  [
    "auto_pad SAME_LOWER",
    [12, 6],
    chain(
      [nodeProto("Conv", ["a", "w"], ["b"], { auto_pad: text("SAME_LOWER"), strides: ints([2, 2]) })],
      [randomWeights("w", [6, 6, 2, 2])],
    ),
  ],
  [
    "auto_pad SAME_UPPER",
    [12, 6],
    chain(
      [nodeProto("Conv", ["a", "w"], ["b"], { auto_pad: text("SAME_UPPER"), strides: ints([2, 2]) })],
      [randomWeights("w", [6, 6, 3, 3])],
    ),
  ],
  [
    "a convolution in groups",
    [0, 0],
    chain([nodeProto("Conv", ["a", "w"], ["b"], { group: int(2) })], [randomWeights("w", [6, 3, 3, 3])]),
  ],
  [
    "a depthwise convolution",
    [6, 3],
    chain(
      [nodeProto("Conv", ["a", "w", "c"], ["b"], { group: int(6), pads: ints([1, 1, 1, 1]) })],
      [randomWeights("w", [6, 1, 3, 3]), randomWeights("c", [6])],
    ),
  ],
  [
    "a depthwise convolution with two filters a channel",
    [6, 3],
    chain(
      [nodeProto("Conv", ["a", "w", "c"], ["b"], { group: int(6) })],
      [randomWeights("w", [12, 1, 3, 3]), randomWeights("c", [12])],
      12,
    ),
  ],
  [
    "a bias that is added behind the convolution",
    [12, 6],
    chain(
      [nodeProto("Conv", ["a", "w"], ["c"]), nodeProto("Add", ["c", "o"], ["b"])],
      [randomWeights("w", [6, 6, 3, 3]), randomWeights("o", [1, 6, 1, 1])],
    ),
  ],
  [
    "concatenation",
    [12, 6],
    chain(
      [
        nodeProto("Conv", ["a", "w"], ["c"], { pads: ints([1, 1, 1, 1]) }),
        nodeProto("Concat", ["c", "a"], ["b"], { axis: int(1) }),
      ],
      [randomWeights("w", [6, 6, 3, 3])],
      12,
    ),
  ],
  ["a concatenation of places", [0, 0], chain([nodeProto("Concat", ["a", "a"], ["b"], { axis: int(2) })])],
  [
    "a residual",
    [6, 3],
    chain(
      [nodeProto("Conv", ["a", "w"], ["c"], { pads: ints([1, 1, 1, 1]) }), nodeProto("Add", ["c", "a"], ["b"])],
      [randomWeights("w", [6, 6, 3, 3])],
    ),
  ],
  [
    "squeeze and excitation",
    [8, 4],
    chain(
      [
        nodeProto("ReduceMean", ["a"], ["m"], { axes: ints([2, 3]) }),
        nodeProto("Conv", ["m", "w"], ["r"]),
        nodeProto("Relu", ["r"], ["rr"]),
        nodeProto("Conv", ["rr", "v"], ["e"]),
        nodeProto("Sigmoid", ["e"], ["s"]),
        nodeProto("Mul", ["a", "s"], ["b"]),
      ],
      [randomWeights("w", [2, 6, 1, 1]), randomWeights("v", [6, 2, 1, 1])],
    ),
  ],
  [
    "an excitation that goes through dense layers",
    [6, 3],
    chain(
      [
        nodeProto("GlobalAveragePool", ["a"], ["m"]),
        nodeProto("Reshape", ["m", "narrow"], ["f"]),
        nodeProto("Gemm", ["f", "w"], ["e"]),
        nodeProto("Reshape", ["e", "wide"], ["s"]),
        nodeProto("Mul", ["a", "s"], ["b"]),
      ],
      [randomWeights("w", [6, 6]), wholeNumbers("narrow", [-1, 6]), wholeNumbers("wide", [-1, 6, 1, 1])],
    ),
  ],
  [
    "a shortcut that halves places and pads channels",
    [12, 6],
    chain(
      [
        nodeProto("Slice", ["a", "st", "en", "ax", "sp"], ["s"]),
        nodeProto("Pad", ["s", "p"], ["short"]),
        nodeProto("Conv", ["a", "w"], ["c"], { pads: ints([1, 1, 1, 1]), strides: ints([2, 2]) }),
        nodeProto("Add", ["short", "c"], ["b"]),
      ],
      [
        ...[
          wholeNumbers("st", [0, 0]),
          wholeNumbers("en", [2 ** 62, 2 ** 62]),
          wholeNumbers("ax", [2, 3]),
          wholeNumbers("sp", [2, 2]),
        ],
        wholeNumbers("p", [0, 3, 0, 0, 0, 3, 0, 0]),
        randomWeights("w", [12, 6, 3, 3]),
      ],
      12,
    ),
  ],
  [
    "a slice of channels",
    [3, 1],
    chain(
      [nodeProto("Slice", ["a", "s", "e", "axis"], ["b"])],
      [wholeNumbers("s", [2]), wholeNumbers("e", [-1]), wholeNumbers("axis", [1])],
      3,
    ),
  ],
  [
    "a slice of channels by attributes",
    [4, 2],
    chain([nodeProto("Slice", ["a"], ["b"], { starts: ints([1]), ends: ints([5]), axes: ints([1]) })], [], 4, 9),
  ],
  [
    "a gather of channels",
    [3, 1],
    chain([nodeProto("Gather", ["a", "i"], ["b"], { axis: int(1) })], [wholeNumbers("i", [5, 0, 3])], 3),
  ],
  [
    "a split into equal parts",
    [6, 2],
    chain([
      nodeProto("Split", ["a"], ["p", "q"], { axis: int(1) }),
      nodeProto("Relu", ["p"], ["r"]),
      nodeProto("Concat", ["q", "r"], ["b"], { axis: int(1) }),
    ]),
  ],
  [
    "a split by sizes, one part unread",
    [3, 1],
    chain(
      [
        nodeProto("Split", ["a", "sizes"], ["p", "unused", "q"], { axis: int(1) }),
        nodeProto("Concat", ["q", "p"], ["b"], { axis: int(1) }),
      ],
      [wholeNumbers("sizes", [1, 2, 3])],
      4,
    ),
  ],
  [
    "shuffled channels",
    [0, 0],
    chain(
      [
        nodeProto("Reshape", ["a", "r"], ["g"]),
        nodeProto("Transpose", ["g"], ["t"], { perm: ints([0, 2, 1, 3, 4]) }),
        nodeProto("Reshape", ["t", "s"], ["b"]),
      ],
      [wholeNumbers("r", [0, 2, 3, 8, 8]), wholeNumbers("s", [0, 6, 8, 8])],
    ),
  ],
  [
    "a flatten by the shape of what it reads, as PyTorch writes view(x.size(0), -1)",
    [11, 5],
    onnxBytes({
      input: ["N", 2, 6, 6],
      nodes: [
        nodeProto("Conv", ["x", "w"], ["c"]),
        nodeProto("Shape", ["c"], ["sh"]),
        nodeProto("Constant", [], ["zero"], { value: tensor(tensorProto("", [], [0], int64)) }),
        nodeProto("Gather", ["sh", "zero"], ["n"], { axis: int(0) }),
        nodeProto("Unsqueeze", ["n"], ["n1"], { axes: ints([0]) }),
        nodeProto("Concat", ["n1", "size"], ["target"], { axis: int(0) }),
        nodeProto("Reshape", ["c", "target"], ["f"]),
        nodeProto("MatMul", ["f", "v"], ["h"]),
        nodeProto("Add", ["h", "o"], ["i"]),
        nodeProto("Relu", ["i"], ["j"]),
        nodeProto("Gemm", ["j", "u", "q"], ["y"], { alpha: float(0.5), beta: float(2) }),
      ],
      opset: 11,
      constants: [
        randomWeights("w", [4, 2, 3, 3]),
        wholeNumbers("size", [64]),
        randomWeights("v", [64, 7], 0.2),
        randomWeights("o", [7]),
        randomWeights("u", [7, 3]),
        randomWeights("q", [1, 3]),
      ],
    }),
  ],
  [
    "pictures with channels last, as tf2onnx writes them",
    [7, 3],
    onnxBytes({
      input: ["N", 6, 6, 2],
      nodes: [
        nodeProto("Transpose", ["x"], ["t"], { perm: ints([0, 3, 1, 2]) }),
        nodeProto("Conv", ["t", "w"], ["c"], { auto_pad: text("SAME_UPPER") }),
        nodeProto("Transpose", ["c"], ["l"], { perm: ints([0, 2, 3, 1]) }),
        nodeProto("Add", ["l", "o"], ["p"]),
        nodeProto("Relu", ["p"], ["r"]),
        nodeProto("Reshape", ["r", "flat"], ["f"]),
        nodeProto("MatMul", ["f", "v"], ["y"]),
      ],
      constants: [
        randomWeights("w", [7, 2, 3, 3]),
        randomWeights("o", [7]),
        wholeNumbers("flat", [-1, 252]),
        randomWeights("v", [252, 3], 0.2),
      ],
    }),
  ],
  [
    "a convolution over one axis",
    [10, 5],
    onnxBytes({
      input: ["N", 3, 20],
      nodes: [
        nodeProto("Conv", ["x", "w", "o"], ["c"], { pads: ints([2, 0]) }),
        nodeProto("MaxPool", ["c"], ["p"], { kernel_shape: ints([2]), strides: ints([2]) }),
        nodeProto("Conv", ["p", "v"], ["d"], { dilations: ints([2]) }),
        nodeProto("Relu", ["d"], ["e"]),
        nodeProto("ReduceMean", ["e"], ["m"], { axes: ints([2]), keepdims: int(0) }),
        nodeProto("Gemm", ["m", "u"], ["y"]),
      ],
      constants: [
        randomWeights("w", [6, 3, 3]),
        randomWeights("o", [6]),
        randomWeights("v", [4, 6, 3]),
        randomWeights("u", [4, 3]),
      ],
    }),
  ],
  [
    "dense layers over every place of a sequence",
    [6, 3],
    onnxBytes({
      input: ["N", 5, 4],
      nodes: [
        nodeProto("MatMul", ["x", "w"], ["a"]),
        nodeProto("Add", ["o", "a"], ["b"]),
        nodeProto("Tanh", ["b"], ["c"]),
        nodeProto("Gather", ["c", "last"], ["d"], { axis: int(1) }),
        nodeProto("MatMul", ["d", "v"], ["y"]),
      ],
      constants: [
        randomWeights("w", [4, 6]),
        randomWeights("o", [6]),
        wholeNumbers("last", [-1], []),
        randomWeights("v", [6, 3]),
      ],
    }),
  ],
];

it.each(cases)("computes and writes back %s", async (_name, units, bytes) => {
  const agreement = await agreementOn(bytes);
  expect(agreement.whole).toBeLessThan(1e-5);
  expect(agreement.units).toEqual(units);
  expect(agreement.pruned).toBeLessThan(1e-5);
});

it("writes back halves whose border is computed from the width, one of them cut and one not", async () => {
  const bytes = chain(
    [
      nodeProto("Shape", ["a"], ["sh"]),
      nodeProto("Gather", ["sh", "one"], ["width"], { axis: int(0) }),
      nodeProto("Div", ["width", "two"], ["border"]),
      nodeProto("Slice", ["a", "zero", "border", "one"], ["left"]),
      nodeProto("Slice", ["a", "border", "width", "one"], ["right"]),
      nodeProto("Conv", ["right", "w"], ["made"]),
      nodeProto("Concat", ["left", "made"], ["whole"], { axis: int(1) }),
      // channels that are spread over two axes stay
      nodeProto("Reshape", ["whole", "apart"], ["d"]),
      nodeProto("Transpose", ["d"], ["e"], { perm: ints([0, 2, 1, 3, 4]) }),
      nodeProto("Reshape", ["e", "joined"], ["b"]),
    ],
    [
      randomWeights("w", [3, 3, 1, 1]),
      ...[wholeNumbers("zero", [0]), wholeNumbers("one", [1]), wholeNumbers("two", [2])],
      ...[wholeNumbers("apart", [-1, 2, 3, 8, 8]), wholeNumbers("joined", [-1, 6, 8, 8])],
    ],
  );
  const agreement = await agreementOn(bytes);
  expect(agreement.whole).toBeLessThan(1e-5);
  expect(agreement.units).toEqual([3, 1]);
  expect(agreement.pruned).toBeLessThan(1e-5);
});

it("multiplies a weight of one number as that number", async () => {
  const agreement = await agreementOn(chain([nodeProto("Mul", ["a", "k"], ["b"])], [scalar("k", 3)]));
  expect(agreement.model.layers[2]).toMatchObject({ kind: "rescaling", scale: 3 });
});
