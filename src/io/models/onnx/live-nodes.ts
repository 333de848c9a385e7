import type { OnnxNode } from "./onnx-node.ts";
import type { GraphProto } from "./proto/onnx-messages.js";

/** The nodes that the graph's outputs depend on, in their order. */
export function liveNodes(nodes: readonly OnnxNode[], graph: GraphProto): readonly OnnxNode[] {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const live = new Set<OnnxNode>();
  const waiting = graph.output.map(({ name }) => name ?? "");
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const node = makers.get(name);
    if (node === undefined || name === "" || live.has(node)) continue;
    live.add(node);
    waiting.push(...node.inputs);
  }
  return nodes.filter((node) => live.has(node));
}
