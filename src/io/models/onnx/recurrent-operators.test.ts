import { expect, it } from "vitest";
import { agreementOn } from "../../../../test/onnx-agreement.ts";
import { onnxBytes, randomWeights, wholeNumbers } from "../../../../test/onnx-graphs.ts";
import { int, int64, ints, nodeProto, tensorProto, text } from "./onnx-builder.ts";

const recurrentGraph = (op: string, gates: number, direction: string, attributes = {}) => {
  const directions = direction === "bidirectional" ? 2 : 1;
  return onnxBytes({
    input: ["N", 5],
    inputType: int64,
    nodes: [
      nodeProto("Gather", ["table", "x"], ["e"]),
      nodeProto("Transpose", ["e"], ["t"], { perm: ints([1, 0, 2]) }),
      // the state before the first step, as PyTorch writes it: zeros of a shape that holds the batch
      nodeProto("Shape", ["t"], ["sh"]),
      nodeProto("Gather", ["sh", "second"], ["n"], { axis: int(0) }),
      nodeProto("Concat", ["dirs", "n", "units"], ["st"], { axis: int(0) }),
      nodeProto("ConstantOfShape", ["st"], ["zeros"]),
      nodeProto(
        op,
        ["t", "w", "r", "c", "", "zeros"],
        ["s", "h"],
        { hidden_size: int(3), direction: text(direction), ...attributes },
        "cell",
      ),
      nodeProto("Transpose", ["s"], ["u"], { perm: ints([0, 2, 1, 3]) }),
      nodeProto("Reshape", ["u", "joined"], ["v"]),
      nodeProto("ReduceMean", ["v"], ["m"], { axes: ints([0]), keepdims: int(0) }),
      nodeProto("Transpose", ["h"], ["hb"], { perm: ints([1, 0, 2]) }),
      nodeProto("Flatten", ["hb"], ["hf"]),
      nodeProto("Add", ["m", "hf"], ["both"]),
      nodeProto("Gemm", ["both", "out"], ["y"]),
    ],
    constants: [
      randomWeights("table", [11, 4]),
      randomWeights("w", [directions, gates * 3, 4]),
      randomWeights("r", [directions, gates * 3, 3]),
      randomWeights("c", [directions, 2 * gates * 3]),
      wholeNumbers("joined", [0, 0, -1]),
      ...[wholeNumbers("second", [1]), wholeNumbers("dirs", [directions]), wholeNumbers("units", [3])],
      randomWeights("out", [directions * 3, 2]),
    ],
  });
};

it.each([
  ["LSTM", 4, "forward", {}],
  ["LSTM", 4, "bidirectional", {}],
  ["GRU", 3, "reverse", {}],
  ["GRU", 3, "forward", { linear_before_reset: int(1) }],
  ["RNN", 1, "bidirectional", {}],
] as const)(
  "computes %s (%i gates, %s) behind an embedding and leaves it whole",
  async (op, gates, direction, attributes) => {
    const agreement = await agreementOn(recurrentGraph(op, gates, direction, attributes), 3, 11);
    expect(agreement.whole).toBeLessThan(1e-5);
    expect(agreement.pruned).toBeLessThan(1e-5);
  },
);

/** Two recurrent layers of one state, which is cut along its first axis, or one that PyTorch made for a fixed batch. */
const stateGraph = (batch: string | number, state: readonly ReturnType<typeof nodeProto>[]) =>
  onnxBytes({
    input: [batch, 5],
    inputType: int64,
    nodes: [
      nodeProto("Gather", ["table", "x"], ["e"]),
      nodeProto("Transpose", ["e"], ["t"], { perm: ints([1, 0, 2]) }),
      nodeProto("Shape", ["t"], ["sh"]),
      nodeProto("Gather", ["sh", "second"], ["n"], { axis: int(0) }),
      ...state,
      nodeProto("LSTM", ["t", "w", "r", "c", "", "h0", "h0"], ["s"], { hidden_size: int(3) }, "one"),
      nodeProto("Squeeze", ["s", "second"], ["u"]),
      nodeProto("LSTM", ["u", "w2", "r2", "c", "", "h1", "h1"], ["", "h"], { hidden_size: int(3) }, "two"),
      nodeProto("Squeeze", ["h", "first"], ["last"]),
      nodeProto("Gemm", ["last", "out"], ["y"]),
    ],
    constants: [
      randomWeights("table", [11, 4]),
      ...[randomWeights("w", [1, 12, 4]), randomWeights("w2", [1, 12, 3]), randomWeights("c", [1, 24])],
      ...[randomWeights("r", [1, 12, 3]), randomWeights("r2", [1, 12, 3]), randomWeights("out", [3, 2])],
      ...[wholeNumbers("first", [0]), wholeNumbers("second", [1]), wholeNumbers("third", [2])],
      ...[wholeNumbers("units", [3]), tensorProto("made", [1, 3, 3], new Array(9).fill(0))],
    ],
  });

it.each([
  [
    "cut for each layer out of zeros for all, the batch open",
    "N",
    [
      nodeProto("Concat", ["third", "n", "units"], ["st"], { axis: int(0) }),
      nodeProto("ConstantOfShape", ["st"], ["zeros"]),
      nodeProto("Slice", ["zeros", "first", "second", "first"], ["h0"]),
      nodeProto("Slice", ["zeros", "second", "third", "first"], ["h1"]),
    ],
  ],
  [
    "expanded to the batch for which it was made",
    3,
    [
      nodeProto("Concat", ["second", "n", "units"], ["st"], { axis: int(0) }),
      nodeProto("Expand", ["made", "st"], ["h0"]),
      nodeProto("Expand", ["made", "st"], ["h1"]),
    ],
  ],
] as const)("computes recurrent layers behind each other whose state is %s", async (_words, batch, state) => {
  const agreement = await agreementOn(stateGraph(batch, state), 3, 11);
  expect(agreement.whole).toBeLessThan(1e-5);
  expect(agreement.pruned).toBeLessThan(1e-5);
});

it("joins the last states of both directions of the last layer, taken one by one out of those of all", async () => {
  const layer = (input: string, name: string, kernel: string) => [
    nodeProto(
      "GRU",
      [input, kernel, "r"],
      [`${name}s`, `${name}h`],
      { hidden_size: int(3), direction: text("bidirectional") },
      name,
    ),
  ];
  const bytes = onnxBytes({
    input: ["N", 5],
    inputType: int64,
    nodes: [
      nodeProto("Gather", ["table", "x"], ["e"]),
      nodeProto("Transpose", ["e"], ["t"], { perm: ints([1, 0, 2]) }),
      ...layer("t", "one", "w"),
      nodeProto("Transpose", ["ones"], ["u"], { perm: ints([0, 2, 1, 3]) }),
      nodeProto("Reshape", ["u", "joined"], ["v"]),
      ...layer("v", "two", "w2"),
      nodeProto("Concat", ["oneh", "twoh"], ["h"], { axis: int(0) }),
      nodeProto("Gather", ["h", "before"], ["a"], { axis: int(0) }),
      nodeProto("Gather", ["h", "last"], ["b"], { axis: int(0) }),
      nodeProto("Concat", ["a", "b"], ["both"], { axis: int(1) }),
      nodeProto("Gemm", ["both", "out"], ["y"]),
    ],
    constants: [
      ...[randomWeights("table", [11, 4]), randomWeights("w", [2, 9, 4]), randomWeights("w2", [2, 9, 6])],
      ...[randomWeights("r", [2, 9, 3]), randomWeights("out", [6, 2])],
      ...[wholeNumbers("before", [-2], []), wholeNumbers("last", [-1], []), wholeNumbers("joined", [0, 0, -1])],
    ],
  });
  const agreement = await agreementOn(bytes, 3, 11);
  expect(agreement.whole).toBeLessThan(1e-5);
  expect(agreement.pruned).toBeLessThan(1e-5);
});
