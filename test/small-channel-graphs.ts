import { flag, float, type GraphFiles, int, ints, smallGraph, text, texts } from "./small-graph.ts";
import { conv, head, pool, stem, stride2 } from "./small-graph-parts.ts";

function separable(): GraphFiles {
  const g = smallGraph([9, 9, 2]);
  const first = g.node("_FusedConv2D", "first/Relu6", ["x", g.weight("k1", [3, 3, 2, 6]), g.weight("b1", [6])], {
    ...stride2,
    fused_ops: texts("BiasAdd", "Relu6"),
    num_args: int(1),
  });
  const deep = g.node(
    "FusedDepthwiseConv2dNative",
    "deep/Elu",
    [first, g.weight("k2", [3, 3, 6, 1]), g.weight("b2", [6])],
    { ...conv, fused_ops: texts("BiasAdd", "Elu"), num_args: int(1) },
  );
  const point = g.node(
    "_FusedConv2D",
    "point/Prelu",
    [deep, g.weight("k3", [1, 1, 6, 5]), g.weight("b3", [5]), g.weight("slope", [1, 1, 5])],
    { ...conv, fused_ops: texts("BiasAdd", "Prelu"), num_args: int(2) },
  );
  const wide = g.node("DepthwiseConv2dNative", "wide", [point, g.weight("k4", [2, 2, 5, 2])], {
    ...conv,
    padding: text("VALID"),
  });
  const padded = g.node("_FusedConv2D", "padded", [wide, g.weight("k5", [2, 3, 10, 4]), g.weight("b5", [4])], {
    ...conv,
    padding: text("EXPLICIT"),
    explicit_paddings: ints(0, 0, 1, 0, 2, 1, 0, 0),
    fused_ops: texts("BiasAdd", "LeakyRelu"),
    leakyrelu_alpha: float(0.3),
    num_args: int(1),
  });
  return head(g, padded, 4);
}

function norms(): GraphFiles {
  const g = smallGraph([6, 6, 2]);
  const a = g.node("Conv2D", "a", ["x", g.weight("ka", [3, 3, 2, 4])], conv);
  const [scale, offset, mean] = ["scale", "offset", "mean"].map((name) => g.weight(`bn/${name}`, [4]));
  const variance = g.weight("bn/variance", [4], [0.5, 1, 1.5, 2]);
  const normed = g.node("FusedBatchNormV3", "bn", [a, scale, offset, mean, variance], {
    epsilon: float(0.01),
    is_training: flag(false),
    data_format: text("NHWC"),
  });
  const b = g.node("Conv2D", "b", [g.node("Relu", "bn/Relu", [normed]), g.weight("kb", [1, 1, 4, 5])], conv);
  // as Keras spells it without fusing: gamma * rsqrt(variance + epsilon), all of constants
  const spread = g.node("AddV2", "bn2/add", [
    g.weight("bn2/var", [5], [1, 2, 0.5, 1, 3]),
    g.weight("bn2/eps", [], [0.001]),
  ]);
  const factor = g.node("Mul", "bn2/mul", [g.node("Rsqrt", "bn2/Rsqrt", [spread]), g.weight("bn2/gamma", [5])]);
  const shift = g.node("Mul", "bn2/mul_2", [g.weight("bn2/mean", [5]), factor]);
  const rest = g.node("Sub", "bn2/sub", [g.weight("bn2/beta", [5]), shift]);
  const scaled = g.node("Mul", "bn2/mul_1", [b, factor]);
  const second = g.node("AddV2", "bn2/add_1", [scaled, rest]);
  const less = g.node("Sub", "less", [second, g.weight("less/c", [1, 1, 1, 5])]);
  const parted = g.node("RealDiv", "parted", [less, g.weight("parted/c", [5], [0.5, 2, 4, 0.3, 1.5])]);
  return head(g, g.node("Tanh", "tanh", [parted]), 5);
}

function residual(): GraphFiles {
  const g = smallGraph([8, 8, 3]);
  const first = stem(g, "x", 3, 4);
  const second = g.node("Conv2D", "second", [first, g.weight("k2", [3, 3, 4, 4])], conv);
  const sum = g.node("AddV2", "sum", [second, first]);
  const pooled = g.node("AvgPool", "halved", [sum], { ...pool, padding: text("SAME") });
  const thin = g.node("MaxPool", "most", [pooled], pool);
  // channels padded with zeros, as in ResNets for CIFAR
  const wide = g.node("Conv2D", "wide", [thin, g.weight("k3", [3, 3, 4, 8])], conv);
  const paddings = g.whole("paddings", [0, 0, 0, 0, 0, 0, 2, 2], [4, 2]);
  const more = g.node("AddN", "more", [wide, g.node("Pad", "pad", [thin, paddings])]);
  return head(g, g.node("Relu", "act", [more]), 8);
}

function gates(): GraphFiles {
  const g = smallGraph([5, 5, 2]);
  const first = stem(g, "x", 2, 6);
  // squeeze and excitation
  const mean = g.node("Mean", "se/mean", [first, g.whole("se/axes", [1, 2])], { keep_dims: flag(true) });
  const less = g.node("Relu", "se/less", [g.node("Conv2D", "se/down", [mean, g.weight("se/k1", [1, 1, 6, 2])], conv)]);
  const more = g.node("Sigmoid", "se/gate", [g.node("Conv2D", "se/up", [less, g.weight("se/k2", [1, 1, 2, 6])], conv)]);
  const gated = g.node("Mul", "se", [first, more]);
  const next = g.node("Conv2D", "next", [gated, g.weight("k2", [1, 1, 6, 4])], conv);
  const swish = g.node("Mul", "swish", [next, g.node("Sigmoid", "swish/sigmoid", [next])]);
  const third = g.node("Conv2D", "third", [swish, g.weight("k3", [1, 1, 4, 4])], conv);
  const moved = g.node("Relu6", "hard/relu6", [g.node("AddV2", "hard/add", [third, g.weight("hard/3", [], [3])])]);
  const hard = g.node("Mul", "hard", [third, g.node("Mul", "hard/mul", [moved, g.weight("hard/6", [], [1 / 6])])]);
  const least = g.node("Minimum", "least", [
    g.node("Maximum", "most", [hard, g.weight("lo", [], [-0.2])]),
    g.weight("hi", [], [0.4]),
  ]);
  const other = g.node("Sub", "flipped", [g.weight("flip", [4]), least]);
  const kept = g.node("SquaredDifference", "squared", [g.node("Neg", "neg", [other]), hard]);
  return head(g, g.node("Softplus", "softplus", [g.node("Selu", "selu", [kept])]), 4);
}

function parts(): GraphFiles {
  const g = smallGraph([6, 6, 2]);
  const first = stem(g, "x", 2, 6);
  g.node("Split", "split", [g.whole("split/axis", 3), first], { num_split: int(3) });
  const left = g.node("Conv2D", "left", ["split", g.weight("kl", [1, 1, 2, 4])], conv);
  const right = g.node("Conv2D", "right", ["split:2", g.weight("kr", [1, 1, 2, 3])], conv);
  const joined = g.node("ConcatV2", "joined", [left, right, g.whole("joined/axis", -1)], { N: int(2) });
  const places = g.node(
    "StridedSlice",
    "places",
    [joined, g.whole("b", [0, 1, 0, 0]), g.whole("e", [0, 6, 5, 7]), g.whole("s", [1, 2, 1, 1])],
    { begin_mask: int(1), end_mask: int(1) },
  );
  const some = g.node("Slice", "some", [places, g.whole("some/b", [0, 0, 0, 1]), g.whole("some/s", [-1, 2, -1, 5])]);
  const every = g.node("GatherV2", "every", [some, g.whole("every/i", [4, 0, 2, 1]), g.whole("every/axis", 3)]);
  return head(g, every, 4);
}

function activations(): GraphFiles {
  const g = smallGraph([4, 4, 2]);
  const ops = ["Relu", "Relu6", "LeakyRelu", "Elu", "Selu", "Sigmoid", "Tanh", "Softplus", "Exp", "Square", "Neg"];
  const first = stem(g, "x", 2, 4);
  const parts = ops.map((op) => {
    const product = g.node("Conv2D", `${op}/conv`, [first, g.weight(`${op}/kernel`, [1, 1, 4, 3])], conv);
    return g.node(op, op, [product]);
  });
  const joined = g.node("ConcatV2", "joined", [...parts, g.whole("axis", 3)], { N: int(ops.length) });
  const mixed = g.node("Conv2D", "mixed", [joined, g.weight("km", [1, 1, 33, 4])], conv);
  return head(g, g.node("LogSoftmax", "log", [mixed]), 4);
}

/** GELU by tanh, spelled out, and a PReLU as Keras spells it. */
function spelledOut(): GraphFiles {
  const g = smallGraph([4, 4, 2]);
  const x = stem(g, "x", 2, 4);
  const scalar = (name: string, value: number): string => g.weight(name, [], [value]);
  const cubed = g.node("Mul", "gelu/c", [scalar("c", 0.044715), g.node("Pow", "gelu/Pow", [x, scalar("three", 3)])]);
  const inner = g.node("Mul", "gelu/s", [scalar("s", Math.sqrt(2 / Math.PI)), g.node("AddV2", "gelu/add", [x, cubed])]);
  const half = g.node("Mul", "gelu/half", [scalar("half", 0.5), x]);
  const gelu = g.node("Mul", "gelu", [
    half,
    g.node("AddV2", "gelu/1", [scalar("one", 1), g.node("Tanh", "gelu/t", [inner])]),
  ]);
  const second = g.node("Conv2D", "second", [gelu, g.weight("k2", [1, 1, 4, 5])], conv);
  const below = g.node("Relu", "prelu/neg", [g.node("Neg", "prelu/Neg", [second])]);
  const sloped = g.node("Mul", "prelu/mul", [g.node("Neg", "prelu/alpha", [g.weight("alpha", [1, 1, 5])]), below]);
  return head(g, g.node("AddV2", "prelu", [g.node("Relu", "prelu/Relu", [second]), sloped]), 5);
}

/** One kernel and one bias for two layers, behind Identity nodes, as frozen shared layers are. */
function shared(): GraphFiles {
  const g = smallGraph([6, 6, 2]);
  const kernel = g.node("Identity", "read", [g.weight("kernel", [3, 3, 4, 4])]);
  const bias = g.weight("bias", [4]);
  const first = stem(g, "x", 2, 4);
  const second = g.node("Conv2D", "second", [first, kernel], conv);
  const third = g.node("Conv2D", "third", [g.node("Add", "second/add", [second, bias]), kernel], conv);
  return head(g, g.node("Add", "third/add", [third, bias]), 4);
}

/** Graphs whose operations make, weigh or pick channels, by name. */
export const channelGraphs: Readonly<Record<string, () => GraphFiles>> = {
  "separable convolutions, fused": separable,
  "batch norms, fused and spelled out": norms,
  "residual sums and padded channels": residual,
  "gates, bounds and differences": gates,
  "split, joined, sliced and gathered channels": parts,
  "every activation": activations,
  "activations that are spelled out": spelledOut,
  "layers that share their weights": shared,
};
