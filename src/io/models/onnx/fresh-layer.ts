import type { DenseLayer, GlobalPoolLayer, Layer, LayerId, MergeLayer } from "../../../core/model/model.ts";
import type { ChannelSelectLayer, SliceLayer, UpsamplingLayer } from "../../../core/model/rearrange-layers.ts";
import { addActivation } from "./fresh-activations.ts";
import {
  addNode,
  channelAxis,
  type FreshGraph,
  freshFailure,
  inLayout,
  type Layout,
  layoutOf,
  moved,
  rankOf,
  settleFresh,
  spread,
  store,
  storeNumber,
  storeWhole,
} from "./fresh-graph.ts";
import { addBatchNorm, addGroupNorm, addLayerNorm } from "./fresh-norms.ts";
import { addConv, addPool } from "./fresh-windows.ts";
import { int, ints, text } from "./onnx-builder.ts";

function addDense(graph: FreshGraph, layer: DenseLayer): void {
  const { id, inputs, weights, activation } = layer;
  const x = inLayout(graph, inputs[0] ?? "", "last");
  let name: string;
  if (rankOf(graph, id) === 1) {
    const read = [x, store(graph, `${id}.weight`, moved(weights.kernel, [1, 0]))];
    if (weights.bias !== undefined) read.push(store(graph, `${id}.bias`, weights.bias));
    name = addNode(graph, "Gemm", read, id, { transB: int(1) });
  } else {
    name = addNode(
      graph,
      "MatMul",
      [x, store(graph, `${id}.weight`, weights.kernel)],
      weights.bias ? `${id}/product` : id,
    );
    if (weights.bias !== undefined) name = addNode(graph, "Add", [name, store(graph, `${id}.bias`, weights.bias)], id);
  }
  settleFresh(graph, id, "last", addActivation(graph, layer, activation, name, `${id}/${activation.name}`, "last"));
}

function addGlobalPool(graph: FreshGraph, layer: GlobalPoolLayer): void {
  const { id, inputs, operation, keepAxes } = layer;
  if (inputs.length > 1) throw freshFailure(layer, "averages over the places that a mask leaves");
  const op = operation === "max" ? "GlobalMaxPool" : "GlobalAveragePool";
  const pooled = addNode(graph, op, [inLayout(graph, inputs[0] ?? "", "first")], keepAxes ? id : `${id}/pooled`);
  if (keepAxes) settleFresh(graph, id, "first", pooled);
  else settleFresh(graph, id, "last", addNode(graph, "Flatten", [pooled], id));
}

/** The layout that elementwise layers work in: channels first where any input has them there. */
function commonLayout(graph: FreshGraph, inputs: readonly LayerId[]): Layout {
  return inputs.some((input) => layoutOf(graph, input) === "first") ? "first" : "last";
}

const mergeOperators: Readonly<Record<MergeLayer["operation"] | "add", string>> = {
  add: "Sum",
  average: "Mean",
  maximum: "Max",
  minimum: "Min",
  multiply: "Mul",
  subtract: "Sub",
  divide: "Div",
};

function addMerge(graph: FreshGraph, { id, inputs }: Layer, operation: MergeLayer["operation"] | "add"): void {
  const layout = commonLayout(graph, inputs);
  const read = inputs.map((input) => inLayout(graph, input, layout));
  const [first = "", ...others] = read;
  const name =
    operation === "multiply"
      ? others.reduce(
          (product, each, i) => addNode(graph, "Mul", [product, each], i === others.length - 1 ? id : `${id}/part`),
          first,
        )
      : addNode(graph, operation === "add" && read.length === 2 ? "Add" : mergeOperators[operation], read, id);
  settleFresh(graph, id, layout, name);
}

/** Zeros around some axes of the graph. */
function addPad(graph: FreshGraph, x: string, wanted: string, sides: readonly (readonly [number, number])[]): string {
  const pads = [...sides.map(([before]) => before), ...sides.map(([, after]) => after)];
  return addNode(graph, "Pad", [x, storeWhole(graph, `${wanted}/pads`, pads)], wanted);
}

function addSelect(graph: FreshGraph, { id, inputs, channels }: ChannelSelectLayer): void {
  const [from = ""] = inputs;
  const layout = layoutOf(graph, from);
  const axis = channelAxis(graph, from, layout);
  const width = graph.shapes.get(from)?.at(-1) ?? 1;
  let x = inLayout(graph, from, layout);
  // a channel of zeros behind the others stands for all that are zero
  if (channels.includes(-1)) {
    const sides = Array.from({ length: rankOf(graph, from) + 1 }, (_, i) => [0, i === axis ? 1 : 0] as const);
    x = addPad(graph, x, `${id}/zeros`, sides);
  }
  const indices = channels.map((channel) => (channel < 0 ? width : channel));
  const name = addNode(graph, "Gather", [x, storeWhole(graph, `${id}/channels`, indices)], id, { axis: int(axis) });
  settleFresh(graph, id, layout, name);
}

/** Axes of the places in the graph. */
const placeAxes = (count: number, layout: Layout): readonly number[] =>
  Array.from({ length: count }, (_, i) => i + (layout === "first" ? 2 : 1));

function addSlice(graph: FreshGraph, { id, inputs, begin, size, strides }: SliceLayer): void {
  const [from = ""] = inputs;
  const layout = layoutOf(graph, from);
  const lists = {
    starts: begin,
    ends: begin.map((start, i) => start + ((size[i] ?? 1) - 1) * (strides[i] ?? 1) + 1),
    axes: placeAxes(begin.length, layout),
    steps: strides,
  };
  const stored = Object.entries(lists).map(([key, values]) => storeWhole(graph, `${id}/${key}`, values));
  settleFresh(graph, id, layout, addNode(graph, "Slice", [inLayout(graph, from, layout), ...stored], id));
}

function addUpsampling(graph: FreshGraph, { id, inputs, size, interpolation }: UpsamplingLayer): void {
  const scales = store(graph, `${id}/scales`, { shape: [size.length + 2], values: Float32Array.of(1, 1, ...size) });
  const bilinear = interpolation === "bilinear";
  const name = addNode(graph, "Resize", [inLayout(graph, inputs[0] ?? "", "first"), "", scales], id, {
    mode: text(bilinear ? "linear" : "nearest"),
    coordinate_transformation_mode: text(bilinear ? "half_pixel" : "asymmetric"),
    ...(bilinear ? {} : { nearest_mode: text("floor") }),
  });
  settleFresh(graph, id, "first", name);
}

/** Multiplies, then adds: stored tensors or numbers. */
function addScaled(graph: FreshGraph, layer: Layer, scale: string | null, offset: string | null, layout: Layout): void {
  let name = inLayout(graph, layer.inputs[0] ?? "", layout);
  if (scale !== null) name = addNode(graph, "Mul", [name, scale], offset === null ? layer.id : `${layer.id}/scaled`);
  if (offset !== null) name = addNode(graph, "Add", [name, offset], layer.id);
  settleFresh(graph, layer.id, layout, name);
}

/** The nodes that say what one layer does. @throws FailureError model-unsupported */
export function addFreshLayer(graph: FreshGraph, layer: Layer): void {
  const { id, inputs } = layer;
  const [from = ""] = inputs;
  const rank = rankOf(graph, id);
  const layout = layoutOf(graph, from);
  switch (layer.kind) {
    case "input":
      return;
    case "dense":
      addDense(graph, layer);
      return;
    case "conv":
    case "depthwise-conv":
      addConv(graph, layer);
      return;
    case "pool":
      addPool(graph, layer);
      return;
    case "global-pool":
      addGlobalPool(graph, layer);
      return;
    case "batch-norm":
      addBatchNorm(graph, layer);
      return;
    case "layer-norm":
      addLayerNorm(graph, layer);
      return;
    case "group-norm":
      addGroupNorm(graph, layer);
      return;
    case "activation": {
      const x = inLayout(graph, from, layout);
      settleFresh(graph, id, layout, addActivation(graph, layer, layer.activation, x, id, layout));
      return;
    }
    case "dropout":
      graph.tensors.set(id, { ...graph.tensors.get(from) });
      return;
    case "rescaling": {
      const scale = layer.scale === 1 ? null : storeNumber(graph, `${id}.scale`, layer.scale);
      const offset = layer.offset === 0 && scale !== null ? null : storeNumber(graph, `${id}.offset`, layer.offset);
      addScaled(graph, layer, scale, offset, layout);
      return;
    }
    case "affine": {
      const { scale, offset } = layer.weights;
      const stored = (tensor: typeof scale, key: string) =>
        tensor === undefined ? null : store(graph, `${id}.${key}`, spread(tensor, rank, layout));
      addScaled(graph, layer, stored(scale, "scale"), stored(offset, "offset"), layout);
      return;
    }
    case "prelu": {
      const slope = store(graph, `${id}.weight`, spread(layer.weights.slope, rank, layout));
      settleFresh(graph, id, layout, addNode(graph, "PRelu", [inLayout(graph, from, layout), slope], id));
      return;
    }
    case "flatten": {
      const x = inLayout(graph, from, layer.order === "channels-first" ? "first" : "last");
      settleFresh(graph, id, "last", addNode(graph, "Flatten", [x], id));
      return;
    }
    case "reshape": {
      const target = storeWhole(graph, `${id}/shape`, [0, ...layer.shape]);
      settleFresh(graph, id, "last", addNode(graph, "Reshape", [inLayout(graph, from, "last"), target], id));
      return;
    }
    case "permute": {
      const perm = ints([0, ...layer.axes.map((axis) => axis + 1)]);
      settleFresh(graph, id, "last", addNode(graph, "Transpose", [inLayout(graph, from, "last")], id, { perm }));
      return;
    }
    case "zero-padding":
      settleFresh(
        graph,
        id,
        "first",
        addPad(graph, inLayout(graph, from, "first"), id, [[0, 0], [0, 0], ...layer.padding]),
      );
      return;
    case "slice":
      addSlice(graph, layer);
      return;
    case "upsampling":
      addUpsampling(graph, layer);
      return;
    case "channel-select":
      addSelect(graph, layer);
      return;
    case "embedding": {
      const table = store(graph, `${id}.weight`, layer.weights.kernel);
      const tokens =
        graph.whole ?? addNode(graph, "Cast", [inLayout(graph, from, "last")], `${id}/tokens`, { to: int(7) });
      settleFresh(graph, id, "last", addNode(graph, "Gather", [table, tokens], id, { axis: int(0) }));
      return;
    }
    case "add":
      addMerge(graph, layer, "add");
      return;
    case "merge":
      addMerge(graph, layer, layer.operation);
      return;
    case "concat": {
      const common = commonLayout(graph, inputs);
      const read = inputs.map((input) => inLayout(graph, input, common));
      const axis = int(channelAxis(graph, id, common));
      settleFresh(graph, id, common, addNode(graph, "Concat", read, id, { axis }));
      return;
    }
    default:
      throw freshFailure(layer, `is of kind ${layer.kind}`);
  }
}
