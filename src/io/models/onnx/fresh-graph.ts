import { FailureError } from "../../../core/failure.ts";
import type { Layer, LayerId, Shape, Tensor } from "../../../core/model/model.ts";
import { transposed } from "./constant-arithmetic.ts";
import { int, int64, ints, nodeProto, tensorProto } from "./onnx-builder.ts";
import type { NodeProto, TensorProto } from "./proto/onnx-messages.js";

/** Where a tensor's channels stand in the graph: [N, C, ...] or [N, ..., C]. One axis has both. */
export type Layout = "first" | "last";
type Attributes = Parameters<typeof nodeProto>[3];

/** An ONNX graph in the making. */
export interface FreshGraph {
  readonly nodes: NodeProto[];
  readonly initializers: TensorProto[];
  readonly shapes: ReadonlyMap<LayerId, Shape>;
  /** Names of a layer's output, by layout. */
  readonly tensors: Map<LayerId, Partial<Record<Layout, string>>>;
  /** Names in use. */
  readonly taken: Set<string>;
  /** The input, where it holds whole numbers: its own name. */
  readonly whole: string | null;
}

export function freshFailure(layer: Layer, what: string): FailureError {
  return new FailureError({
    kind: "model-unsupported",
    message: `The layer "${layer.id}" ${what}, which Quorum does not write as ONNX.`,
    where: `layer "${layer.id}"`,
    advice: "Export the network as safetensors or as a tfjs model instead.",
  });
}

export function freshName(graph: FreshGraph, wanted: string): string {
  let name = wanted;
  for (let n = 2; graph.taken.has(name); n++) name = `${wanted}_${n}`;
  graph.taken.add(name);
  return name;
}

/** A stored tensor; its name. */
export function store(graph: FreshGraph, wanted: string, { shape, values }: Tensor): string {
  const name = freshName(graph, wanted);
  graph.initializers.push(tensorProto(name, shape, values));
  return name;
}

export function storeNumber(graph: FreshGraph, wanted: string, value: number): string {
  return store(graph, wanted, { shape: [], values: Float32Array.of(value) });
}

export function storeWhole(graph: FreshGraph, wanted: string, values: readonly number[]): string {
  const name = freshName(graph, wanted);
  graph.initializers.push(tensorProto(name, [values.length], values, int64));
  return name;
}

/** A weight with its axes in another order: output axis i is ours axes[i]. */
export function moved(tensor: Tensor, axes: readonly number[]): Tensor {
  const { shape, values } = transposed({ ...tensor, whole: false }, axes);
  return { shape, values: Float32Array.from(values) };
}

/** A node with one output; the output's name. */
export function addNode(
  graph: FreshGraph,
  op: string,
  inputs: readonly string[],
  wanted: string,
  attributes: Attributes = {},
): string {
  const output = freshName(graph, wanted);
  graph.nodes.push(nodeProto(op, inputs, [output], attributes, output));
  return output;
}

export const rankOf = (graph: FreshGraph, layer: LayerId): number => graph.shapes.get(layer)?.length ?? 0;

/** The layout that a tensor has anyway. */
export function layoutOf(graph: FreshGraph, layer: LayerId): Layout {
  return graph.tensors.get(layer)?.first === undefined ? "last" : "first";
}

/** The name of a layer's output in a layout; a Transpose is added once where it takes one. */
export function inLayout(graph: FreshGraph, layer: LayerId, layout: Layout): string {
  const known = graph.tensors.get(layer) ?? {};
  const there = known[layout];
  if (there !== undefined) return there;
  const rank = rankOf(graph, layer);
  const [from = ""] = Object.values(known);
  if (rank < 2) return from;
  const places = Array.from({ length: rank - 1 }, (_, i) => i + 1);
  const perm = layout === "first" ? [0, rank, ...places] : [0, ...places.map((place) => place + 1), 1];
  const name = addNode(graph, "Transpose", [from], `${layer}/channels_${layout}`, { perm: ints(perm) });
  graph.tensors.set(layer, { ...known, [layout]: name });
  return name;
}

export function settleFresh(graph: FreshGraph, layer: LayerId, layout: Layout, name: string): void {
  graph.tensors.set(layer, { [layout]: name });
}

/** Axis of the channels in the graph. */
export const channelAxis = (graph: FreshGraph, layer: LayerId, layout: Layout): number =>
  layout === "first" ? 1 : rankOf(graph, layer);

/** A weight that aligns with our last axes, as it broadcasts over a tensor of that layout. */
export function spread(tensor: Tensor, rank: number, layout: Layout): Tensor {
  if (layout === "last" || rank < 2) return tensor;
  const shape = [...new Array<number>(rank - tensor.shape.length).fill(1), ...tensor.shape];
  return moved({ shape, values: tensor.values }, [rank - 1, ...Array.from({ length: rank - 1 }, (_, i) => i)]);
}

export const group = (count: number): Attributes => (count === 1 ? {} : { group: int(count) });
