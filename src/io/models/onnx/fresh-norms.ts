import type { BatchNormLayer, Tensor } from "../../../core/model/model.ts";
import type { GroupNormLayer, LayerNormLayer } from "../../../core/model/norm-layers.ts";
import { addNode, type FreshGraph, inLayout, rankOf, settleFresh, spread, store, storeWhole } from "./fresh-graph.ts";
import { float, int } from "./onnx-builder.ts";

const filled = (length: number, value: number): Tensor => ({
  shape: [length],
  values: new Float32Array(length).fill(value),
});

export function addBatchNorm(graph: FreshGraph, { id, inputs, epsilon, weights }: BatchNormLayer): void {
  const channels = weights.mean.shape[0] ?? 1;
  const stored = [
    store(graph, `${id}.weight`, weights.gamma ?? filled(channels, 1)),
    store(graph, `${id}.bias`, weights.beta ?? filled(channels, 0)),
    store(graph, `${id}.running_mean`, weights.mean),
    store(graph, `${id}.running_var`, weights.variance),
  ];
  const read = [inLayout(graph, inputs[0] ?? "", "first"), ...stored];
  settleFresh(graph, id, "first", addNode(graph, "BatchNormalization", read, id, { epsilon: float(epsilon) }));
}

export function addLayerNorm(graph: FreshGraph, { id, inputs, epsilon, weights }: LayerNormLayer): void {
  const channels = graph.shapes.get(id)?.at(-1) ?? 1;
  const read = [
    inLayout(graph, inputs[0] ?? "", "last"),
    store(graph, `${id}.weight`, weights.gamma ?? filled(channels, 1)),
  ];
  if (weights.beta !== undefined) read.push(store(graph, `${id}.bias`, weights.beta));
  const attributes = { axis: int(-1), epsilon: float(epsilon) };
  settleFresh(graph, id, "last", addNode(graph, "LayerNormalization", read, id, attributes));
}

/** Groups become an axis that is normalised by itself, as PyTorch writes it below opset 21. */
export function addGroupNorm(graph: FreshGraph, { id, inputs, epsilon, groups, weights }: GroupNormLayer): void {
  const shape = graph.shapes.get(id) ?? [];
  const channels = shape.at(-1) ?? 1;
  const x = inLayout(graph, inputs[0] ?? "", "first");
  const ones = store(graph, `${id}/ones`, filled(groups, 1));
  const zeros = store(graph, `${id}/zeros`, filled(groups, 0));
  const grouped = addNode(graph, "Reshape", [x, storeWhole(graph, `${id}/groups`, [0, groups, -1])], `${id}/grouped`);
  const attributes = { epsilon: float(epsilon) };
  const normal = addNode(graph, "InstanceNormalization", [grouped, ones, zeros], `${id}/normal`, attributes);
  const back = storeWhole(graph, `${id}/shape`, [0, channels, ...shape.slice(0, -1)]);
  let name = addNode(graph, "Reshape", [normal, back], weights.gamma || weights.beta ? `${id}/back` : id);
  for (const [weight, op, key] of [
    ["gamma", "Mul", "weight"],
    ["beta", "Add", "bias"],
  ] as const) {
    const tensor = weights[weight];
    if (tensor === undefined) continue;
    const stored = store(graph, `${id}.${key}`, spread(tensor, rankOf(graph, id), "first"));
    name = addNode(graph, op, [name, stored], weight === "gamma" && weights.beta ? `${id}/scaled` : id);
  }
  settleFresh(graph, id, "first", name);
}
