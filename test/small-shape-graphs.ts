import { flag, float, type GraphFiles, int, ints, smallGraph, text, texts, type } from "./small-graph.ts";
import { classes, conv, head, pool, stem } from "./small-graph-parts.ts";

function flattened(): GraphFiles {
  const g = smallGraph([6, 6, 1]);
  const pooled = g.node("MaxPool", "pool", [stem(g, "x", 1, 5)], pool);
  const flat = g.node("Reshape", "flat", [pooled, g.whole("flat/shape", [-1, 45])]);
  const dense = g.node("_FusedMatMul", "dense/Relu", [flat, g.weight("kd", [45, 8]), g.weight("bd", [8])], {
    transpose_a: flag(false),
    transpose_b: flag(false),
    fused_ops: texts("BiasAdd", "Relu"),
    num_args: int(1),
  });
  const turned = g.node("MatMul", "turned", [dense, g.weight("kt", [6, 8])], { transpose_b: flag(true) });
  return classes(g, g.node("LeakyRelu", "leaky", [turned], { alpha: float(0.1) }), 6);
}

function channelsFirstFlatten(): GraphFiles {
  const g = smallGraph([4, 4, 1]);
  const turned = g.node("Transpose", "turned", [stem(g, "x", 1, 3), g.whole("perm", [0, 3, 1, 2])]);
  const flat = g.node("Reshape", "flat", [turned, g.whole("flat/shape", [-1, 48])]);
  return classes(g, flat, 48);
}

/** Shapes that are computed while the network runs. */
function runtimeShapes(): GraphFiles {
  const g = smallGraph([4, 4, 2]);
  const first = stem(g, "x", 2, 4);
  const dims = g.node("Shape", "dims", [first], { out_type: type("DT_INT32") });
  const batch = g.node("StridedSlice", "batch", [dims, g.whole("b", [0]), g.whole("e", [1]), g.whole("s", [1])], {
    shrink_axis_mask: int(1),
  });
  const target = g.node("Pack", "target", [batch, g.whole("t1", 16), g.whole("t2", 4)], { N: int(3), axis: int(0) });
  const rows = g.node("Reshape", "rows", [first, target]);
  // Keras' dense layer over a sequence: places become examples and come back
  const many = g.node("Reshape", "many", [rows, g.whole("many/shape", [-1, 4])]);
  const product = g.node("MatMul", "product", [many, g.weight("kp", [4, 5])]);
  const backTo = g.node("Pack", "back/shape", [batch, g.whole("b1", 16), g.whole("b2", 5)], {
    N: int(3),
    axis: int(0),
  });
  const back = g.node("Reshape", "back", [product, backTo]);
  const biased = g.node("BiasAdd", "biased", [back, g.weight("bp", [5])]);
  const mean = g.node("Max", "mean", [biased, g.whole("mean/axes", 1)], { keep_dims: flag(false) });
  return classes(g, mean, 5);
}

function sequence(): GraphFiles {
  const g = smallGraph([12], "DT_INT32");
  const table = g.weight("table", [10, 6]);
  const rows = g.node("GatherV2", "embedded", [table, "x", g.whole("embedded/axis", 0)], { batch_dims: int(0) });
  const wide = g.node("ExpandDims", "conv1d/ExpandDims", [rows, g.whole("conv1d/dim", 1)]);
  const product = g.node("Conv2D", "conv1d", [wide, g.weight("k", [1, 3, 6, 5])], conv);
  const narrow = g.node("Squeeze", "conv1d/Squeeze", [product], { squeeze_dims: ints(1) });
  const biased = g.node("Relu", "conv1d/Relu", [g.node("BiasAdd", "conv1d/BiasAdd", [narrow, g.weight("b", [5])])]);
  const tall = g.node("ExpandDims", "pool/ExpandDims", [biased, g.whole("pool/dim", 2)]);
  const most = g.node("MaxPool", "pool", [tall], { ...pool, ksize: ints(1, 3, 1, 1), strides: ints(1, 2, 1, 1) });
  const flat = g.node("Squeeze", "pool/Squeeze", [most], { squeeze_dims: ints(2) });
  const dense = g.node("Einsum", "einsum", [flat, g.weight("ke", [5, 4])], {
    equation: text("abc,cd->abd"),
    N: int(2),
  });
  const mean = g.node("Mean", "mean", [dense, g.whole("mean/axes", [1])], { keep_dims: flag(false) });
  return classes(g, mean, 4);
}

function dilated(): GraphFiles {
  const g = smallGraph([8, 8, 2]);
  const first = stem(g, "x", 2, 4);
  const block = g.whole("block", [2, 2]);
  const spread = g.node("SpaceToBatchND", "spread", [first, block, g.whole("pads", [2, 2, 2, 2], [2, 2])]);
  const second = g.node("Conv2D", "second", [spread, g.weight("k2", [3, 3, 4, 5])], {
    ...conv,
    padding: text("VALID"),
  });
  const back = g.node("BatchToSpaceND", "back", [second, block, g.whole("crops", [0, 0, 0, 0], [2, 2])]);
  const biased = g.node("BiasAdd", "second/BiasAdd", [back, g.weight("b2", [5])]);
  const third = g.node("Conv2D", "third", [biased, g.weight("k3", [2, 2, 5, 3])], {
    ...conv,
    dilations: ints(1, 2, 3, 1),
  });
  const odd = g.node("SpaceToBatchND", "odd", [
    third,
    g.whole("block3", [3, 3]),
    g.whole("pads3", [0, 1, 1, 0], [2, 2]),
  ]);
  const fourth = g.node("DepthwiseConv2dNative", "fourth", [odd, g.weight("k4", [2, 2, 3, 1])], {
    ...conv,
    padding: text("VALID"),
  });
  const end = g.node("BatchToSpaceND", "end", [
    fourth,
    g.whole("block4", [3, 3]),
    g.whole("crops3", [0, 1, 0, 0], [2, 2]),
  ]);
  return head(g, end, 3);
}

function enlarged(): GraphFiles {
  const g = smallGraph([3, 4, 2]);
  const first = stem(g, "x", 2, 4);
  const twice = g.node("ResizeNearestNeighbor", "twice", [first, g.whole("size", [6, 8])], {
    half_pixel_centers: flag(true),
  });
  const second = g.node("Conv2D", "second", [twice, g.weight("k2", [1, 1, 4, 3])], conv);
  const smooth = g.node("ResizeBilinear", "smooth", [second, g.whole("size2", [12, 16])], {
    half_pixel_centers: flag(true),
  });
  const pad = g.whole("paddings", [0, 0, 1, 2, 0, 1, 0, 0], [4, 2]);
  const padded = g.node("PadV2", "padded", [smooth, pad, g.weight("zero", [], [0])]);
  const clipped = g.node("ClipByValue", "clipped", [padded, g.weight("low", [], [-0.5]), g.weight("high", [], [0.5])]);
  const kept = g.node("Sum", "summed", [clipped, g.whole("summed/axes", [1, 2])], { keep_dims: flag(true) });
  return classes(g, g.node("Squeeze", "squeezed", [kept], { squeeze_dims: ints(1, 2) }), 3);
}

/** Graphs whose operations rearrange places, by name. */
export const shapeGraphs: Readonly<Record<string, () => GraphFiles>> = {
  "flattened, with dense layers": flattened,
  "a flatten with channels first": channelsFirstFlatten,
  "shapes computed at run time": runtimeShapes,
  "tokens and convolutions over a sequence": sequence,
  "dilated convolutions": dilated,
  "enlarged and padded places": enlarged,
};
