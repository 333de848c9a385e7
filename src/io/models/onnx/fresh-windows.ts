import type { ConvLayer, DepthwiseConvLayer, PoolLayer, Shape } from "../../../core/model/model.ts";
import { placeWindow } from "../../../core/model/window.ts";
import { addActivation } from "./fresh-activations.ts";
import { addNode, type FreshGraph, group, inLayout, moved, settleFresh, store } from "./fresh-graph.ts";
import { int, ints } from "./onnx-builder.ts";

type Windowed = ConvLayer | DepthwiseConvLayer | PoolLayer;

/** [before, after] of each spatial axis, as ONNX lists them: all before, then all after. */
function padsFor(
  layer: Windowed,
  spatial: Shape,
  window: readonly number[],
  dilation: readonly number[],
): readonly number[] {
  const { padding, strides } = layer;
  const pairs = spatial.map((length, axis): readonly [number, number] => {
    if (typeof padding !== "string") return padding[axis] ?? [0, 0];
    const [taps, stride, dilated] = [window[axis] ?? 1, strides[axis] ?? 1, dilation[axis] ?? 1];
    const { out, before } = placeWindow(length, taps, stride, dilated, padding);
    return [before, Math.max(0, (out - 1) * stride + (taps - 1) * dilated + 1 - length - before)];
  });
  const all = [...pairs.map(([before]) => before), ...pairs.map(([, after]) => after)];
  return padding === "valid" || all.every((n) => n === 0) ? [] : all;
}

const spatialOf = (graph: FreshGraph, layer: Windowed): Shape =>
  graph.shapes.get(layer.inputs[0] ?? "")?.slice(0, -1) ?? [];

/** Convolutions of every kind, with channels first. */
export function addConv(graph: FreshGraph, layer: ConvLayer | DepthwiseConvLayer): void {
  const { id, inputs, strides, dilation, weights } = layer;
  const rank = strides.length;
  const places = Array.from({ length: rank }, (_, i) => i);
  const window = weights.kernel.shape.slice(0, rank);
  const [channels = 1, multiplier = 1] = weights.kernel.shape.slice(rank);
  const kernel =
    layer.kind === "conv"
      ? moved(weights.kernel, [rank + 1, rank, ...places])
      : {
          shape: [channels * multiplier, 1, ...window],
          values: moved(weights.kernel, [rank, rank + 1, ...places]).values,
        };
  const pads = padsFor(layer, spatialOf(graph, layer), window, dilation);
  const stored = [store(graph, `${id}.weight`, kernel)];
  if (weights.bias !== undefined) stored.push(store(graph, `${id}.bias`, weights.bias));
  const output = addNode(graph, "Conv", [inLayout(graph, inputs[0] ?? "", "first"), ...stored], id, {
    kernel_shape: ints(window),
    strides: ints(strides),
    dilations: ints(dilation),
    ...(pads.length > 0 ? { pads: ints(pads) } : {}),
    ...group(layer.kind === "conv" ? (layer.groups ?? 1) : channels),
  });
  const { activation } = layer;
  settleFresh(graph, id, "first", addActivation(graph, layer, activation, output, `${id}/${activation.name}`, "first"));
}

export function addPool(graph: FreshGraph, layer: PoolLayer): void {
  const { id, inputs, strides, size, operation } = layer;
  const pads = padsFor(
    layer,
    spatialOf(graph, layer),
    size,
    size.map(() => 1),
  );
  const name = addNode(
    graph,
    operation === "max" ? "MaxPool" : "AveragePool",
    [inLayout(graph, inputs[0] ?? "", "first")],
    id,
    {
      kernel_shape: ints(size),
      strides: ints(strides),
      ...(pads.length > 0 ? { pads: ints(pads) } : {}),
      ...(layer.countPadding ? { count_include_pad: int(1) } : {}),
    },
  );
  settleFresh(graph, id, "first", name);
}
