import { describe, expect, it } from "vitest";
import { caughtFailure } from "../../../../test/caught-failure.ts";
import {
  flag,
  type GraphFiles,
  int,
  ints,
  type SmallGraph,
  shape,
  smallGraph,
  text,
  texts,
  type,
} from "../../../../test/small-graph.ts";
import { conv, head, stem } from "../../../../test/small-graph-parts.ts";
import { shapeGraphs } from "../../../../test/small-shape-graphs.ts";
import type { Shape } from "../../../core/model/model.ts";
import { decodeGraphModel } from "./tfjs-graph-decode.ts";

const open = ({ json, shards }: GraphFiles, example: Shape | null = null) =>
  decodeGraphModel(json, shards, "test", example);

/** What the layers are, by id. */
const kindsOf = (files: GraphFiles): Record<string, string> =>
  Object.fromEntries(open(files).model.layers.map(({ id, kind }) => [id, kind]));

describe("decodeGraphModel", () => {
  it("gives biases to the layers that they belong to, and names layers after their nodes", () => {
    const g = smallGraph([6, 6, 1]);
    expect(kindsOf(head(g, stem(g, "x", 1, 2), 2))).toEqual({
      x: "input",
      "stem/Conv2D": "conv",
      "stem/Relu": "activation",
      pooled: "global-pool",
      "logits/MatMul": "dense",
      scores: "activation",
    });
  });

  it("keeps a sum out of a layer whose output is read elsewhere too", () => {
    const g = smallGraph([4]);
    const product = g.node("MatMul", "product", ["x", g.weight("k", [4, 3])]);
    const sum = g.node("BiasAdd", "sum", [product, g.weight("b", [3])]);
    g.node("Mul", "out", [product, sum]);
    expect(kindsOf(g.files("out"))).toEqual({ x: "input", product: "dense", sum: "affine", out: "merge" });
  });

  it("reads SpaceToBatchND around a convolution as dilation, with the padding that it amounts to", () => {
    const { model } = open(shapeGraphs["dilated convolutions"]!());
    expect(model.layers.find(({ id }) => id === "second")).toMatchObject({
      kind: "conv",
      inputs: ["stem/Relu"],
      dilation: [2, 2],
      padding: "same",
    });
    expect(model.layers.find(({ id }) => id === "odd/padding")).toMatchObject({
      padding: [
        [0, 0],
        [1, 0],
      ],
    });
  });

  it("reads convolutions and pools between ExpandDims and Squeeze as those of a sequence", () => {
    const { model } = open(shapeGraphs["tokens and convolutions over a sequence"]!());
    const conv1d = model.layers.find(({ id }) => id === "conv1d");
    expect(conv1d).toMatchObject({ kind: "conv", strides: [1], weights: { kernel: { shape: [3, 6, 5] } } });
    expect(model.layers.find(({ id }) => id === "pool")).toMatchObject({ kind: "pool", size: [3], strides: [2] });
    expect(model.layers.some(({ kind }) => kind === "reshape")).toBe(false);
  });

  it("flattens channels first where they were brought to the front", () => {
    const { model } = open(shapeGraphs["a flatten with channels first"]!());
    expect(model.layers.find(({ id }) => id === "flat")).toMatchObject({
      order: "channels-first",
      inputs: ["stem/Relu"],
    });
  });

  it("makes one activation of x * sigmoid(x), and of bounds", () => {
    const g = smallGraph([4]);
    const gate = g.node("Sigmoid", "gate", ["x"]);
    const swish = g.node("Mul", "swish", [gate, "x"]);
    const low = g.node("Maximum", "low", [swish, g.weight("zero", [], [0])]);
    g.node("Minimum", "high", [low, g.weight("six", [], [6])]);
    expect(open(g.files("high")).model.layers.slice(1)).toMatchObject([
      { id: "swish", activation: { name: "silu" } },
      { id: "low", activation: { name: "relu6" } },
    ]);
  });

  it("works with what a final ArgMax reads, and says so", () => {
    const g = smallGraph([4]);
    const product = g.node("MatMul", "product", ["x", g.weight("k", [4, 3])]);
    const scores = g.node("Softmax", "scores", [product]);
    const best = g.node("ArgMax", "best", [scores, g.whole("axis", 1)]);
    g.node("Cast", "class", [best], { SrcT: type("DT_INT64"), DstT: type("DT_INT32") });
    const decoded = open(g.files("class"));
    expect(decoded.model.output).toBe("scores");
    expect(decoded.notes?.[0]).toMatch(/"class" is a decision.*"scores"/);
  });

  it("takes several outputs in the signature's order", () => {
    const g = smallGraph([4]);
    g.node("MatMul", "first", ["x", g.weight("k1", [4, 3])]);
    g.node("MatMul", "second", ["x", g.weight("k2", [4, 2])]);
    expect(open(g.files("second", "first"))).toMatchObject({
      outputs: ["second", "first"],
      model: { output: "second" },
    });
  });

  it("prefers a softmax where there is no signature", () => {
    const g = smallGraph([4]);
    const features = g.node("MatMul", "features", ["x", g.weight("k1", [4, 3])]);
    g.node("Relu", "other", [features]);
    g.node("Softmax", "scores", [g.node("MatMul", "logits", [features, g.weight("k2", [3, 2])])]);
    expect(open(g.files())).toMatchObject({ outputs: ["scores", "other"], model: { output: "scores" } });
  });

  it("lets the examples settle what the file leaves open", async () => {
    const g = smallGraph([-1, -1, 1]);
    const files = head(g, stem(g, "x", 1, 2), 2);
    const decoded = open(files, [7, 5, 1]);
    expect(decoded.model.layers[0]).toMatchObject({ shape: [7, 5, 1] });
    expect(decoded.notes?.join(" ")).toMatch(/7 x 5 x 1/);
    const failure = await caughtFailure(() => open(files));
    expect(failure).toMatchObject({ kind: "file-incomplete", advice: expect.stringMatching(/Drop the data/) });
  });

  it("reads attributes as character codes and numbers, as old converters wrote them", () => {
    const g = smallGraph([6, 6, 1]);
    const kernel = g.weight("k", [3, 3, 1, 2]);
    const codes = [..."SAME"].map((letter) => letter.charCodeAt(0));
    g.node("Conv2D", "c", ["x", kernel], { strides: { list: { i: [1, 2, 2, 1] } }, padding: { s: codes } });
    expect(open(g.files("c")).model.layers[1]).toMatchObject({ strides: [2, 2], padding: "same" });
  });
});

/** Refused graphs: what to build, and what the sentence must name. */
const refused: Readonly<Record<string, [(g: SmallGraph) => unknown, RegExp]>> = {
  "a loop": [(g) => g.node("StatelessWhile", "loop", ["x"]), /"loop" \(StatelessWhile\) is control flow/],
  "an unknown operation": [(g) => g.node("FancyOp", "fancy", ["x"]), /"fancy" \(FancyOp\) is an operation that Quorum/],
  "channels first": [
    (g) => g.node("Conv2D", "c", ["x", g.weight("k", [1, 1, 3, 2])], { ...conv, data_format: text("NCHW") }),
    /"c" \(Conv2D\) has its channels in front/,
  ],
  "a kernel out of the network": [
    (g) => g.node("Conv2D", "c", ["x", "x"], conv),
    /"c" \(Conv2D\) reads from the network/,
  ],
  "a kernel that does not fit": [
    (g) => g.node("Conv2D", "c", ["x", g.weight("k", [1, 1, 2, 2])], conv),
    /"c" \(Conv2D\) has a kernel for 2 channels/,
  ],
  "fused operations that tfjs does not know": [
    (g) =>
      g.node("_FusedConv2D", "c", ["x", g.weight("k", [1, 1, 3, 2])], { ...conv, fused_ops: texts("FusedBatchNorm") }),
    /fuses the operation FusedBatchNorm/,
  ],
  "a mean over channels": [
    (g) => g.node("Mean", "m", ["x", g.whole("a", [3])], { keep_dims: flag(true) }),
    /"m" \(Mean\) combines the channels/,
  ],
  "a reshape that mixes examples": [
    (g) => g.node("Reshape", "r", ["x", g.whole("s", [-1, 7])]),
    /"r" \(Reshape\) makes shape -1 x 7/,
  ],
  "padding with ones": [
    (g) => g.node("PadV2", "p", ["x", g.whole("s", [0, 0, 1, 1, 1, 1, 0, 0], [4, 2]), g.weight("one", [], [1])]),
    /pads with 1, not with zeros/,
  ],
  "mirrored padding": [
    (g) => g.node("MirrorPad", "p", ["x", g.whole("s", [0, 0, 1, 1, 1, 1, 0, 0], [4, 2])], { mode: text("REFLECT") }),
    /mirrored/,
  ],
  "a resize by half": [(g) => g.node("ResizeBilinear", "r", ["x", g.whole("s", [2, 2])]), /whole factor/],
  "corners that align": [
    (g) => g.node("ResizeBilinear", "r", ["x", g.whole("s", [8, 8])], { align_corners: flag(true) }),
    /half-pixel/,
  ],
  "a part of the examples": [
    (g) => g.node("Slice", "s", ["x", g.whole("b", [1, 0, 0, 0]), g.whole("n", [1, 4, 4, 3])]),
    /takes a part of the examples/,
  ],
  "a constant divided by the network": [(g) => g.node("RealDiv", "d", [g.weight("c", [3]), "x"]), /divides a constant/],
  "a second input": [
    (g) => {
      g.node("Placeholder", "y", [], { dtype: type("DT_FLOAT"), shape: shape(-1, 4, 4, 3) });
      return g.node("AddV2", "sum", ["x", "y"]);
    },
    /"y" \(Placeholder\) is a second input/,
  ],
  "pictures in files": [(g) => g.node("DecodeJpeg", "jpeg", ["x"]), /DecodeJpeg/],
  "constants out of proportion": [
    (g) => {
      const ones = g.node("Fill", "ones", [g.whole("dims", [60_000, 60_000]), g.weight("one", [], [1])]);
      return g.node("Mul", "m", ["x", ones]);
    },
    /"ones" \(Fill\) makes constants that are much larger than the file/,
  ],
  "an output that the network does not reach": [(g) => g.node("Relu", "out", [g.weight("c", [3])]), /no placeholder/],
};

describe("decodeGraphModel refuses with the node and the reason", () => {
  it.each(Object.entries(refused))("%s", async (_, [make, sentence]) => {
    const g = smallGraph([4, 4, 3]);
    const files = g.files(String(make(g)));
    const failure = await caughtFailure(() => open(files));
    expect(failure.kind).toMatch(/^model-(unsupported|invalid)$/);
    expect(failure.message).toMatch(sentence);
  });

  it("a graph that runs in a circle", async () => {
    const g = smallGraph([4]);
    g.node("AddV2", "a", ["x", "b"]);
    g.node("Relu", "b", ["a"]);
    expect(await caughtFailure(() => open(g.files("b")))).toMatchObject({ message: expect.stringMatching(/circle/) });
  });

  it("a chain of doublings that would take all memory", async () => {
    const g = smallGraph([4]);
    let last = g.weight("c", [1000]);
    for (let i = 0; i < 30; i++)
      last = g.node("ConcatV2", `double${i}`, [last, last, g.whole(`axis${i}`, 0)], { N: int(2) });
    g.node("Mul", "out", ["x", last]);
    expect((await caughtFailure(() => open(g.files("out")))).message).toMatch(/much larger than the file/);
  });

  it("weights that hold NaN, that are cut off, or that are not there", async () => {
    const g = smallGraph([2]);
    g.node("MatMul", "d", ["x", g.weight("k", [2, 2], [1, Number.NaN, 3, 4])], {
      transpose_a: flag(false),
      s: ints(1),
    });
    const files = g.files("d");
    expect((await caughtFailure(() => open(files))).message).toMatch(/"k" holds NaN at element 1/);
    const [[path, bytes] = ["", new Uint8Array()]] = files.shards;
    const short = { ...files, shards: new Map([[path, bytes.subarray(0, 15)]]) };
    expect(await caughtFailure(() => open(short))).toMatchObject({ kind: "file-damaged" });
    expect(await caughtFailure(() => open({ ...files, shards: new Map() }))).toMatchObject({ kind: "file-incomplete" });
  });
});
