import { invalidModel } from "../json-fields.ts";
import type { Edge, Graph } from "./graph-nodes.ts";

/**
 * The nodes that the outputs read, directly or not, each after what it reads.
 * @throws FailureError model-invalid for a graph that runs in a circle
 */
export function liveNodes(graph: Graph, outputs: readonly Edge[]): readonly string[] {
  const state = new Map<string, "open" | "done">();
  const order: string[] = [];
  const stack = outputs.toReversed().map(({ node }) => node);
  for (let name = stack.at(-1); name !== undefined; name = stack.at(-1)) {
    const node = graph.get(name);
    if (node === undefined) throw invalidModel("modelTopology.node", `The graph has no node "${name}".`);
    const waiting =
      state.get(name) === undefined
        ? node.inputs.map((edge) => edge.node).filter((id) => state.get(id) !== "done")
        : [];
    if (waiting.length > 0) {
      state.set(name, "open");
      const open = waiting.find((id) => state.get(id) === "open");
      if (open !== undefined)
        throw invalidModel(
          `node "${open}"`,
          `The graph runs in a circle through "${open}"; Quorum works with feed-forward networks.`,
        );
      stack.push(...waiting.toReversed());
      continue;
    }
    stack.pop();
    if (state.get(name) !== "done") order.push(name);
    state.set(name, "done");
  }
  return order;
}

/** How often each node is read by the live nodes and as an output. */
export function usesOf(graph: Graph, live: readonly string[], outputs: readonly Edge[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  const read = [...live.flatMap((name) => graph.get(name)?.inputs ?? []), ...outputs];
  for (const { node } of read) uses.set(node, (uses.get(node) ?? 0) + 1);
  return uses;
}
