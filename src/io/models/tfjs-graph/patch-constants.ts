import { type Constant, sameConstant } from "./constant.ts";
import type { Edge, Graph } from "./graph-nodes.ts";
import type { GraphPatch } from "./graph-patch.ts";

/** What an input of a node should read in the pruned file. */
export interface Want {
  readonly node: string;
  /** Place in the node's list of inputs. */
  readonly at: number;
  readonly constant: Constant;
}

/** The node that an edge reads once every Identity in between is passed. */
function sourceOf(graph: Graph, edge: Edge): string {
  let at = edge.node;
  for (let node = graph.get(at); node?.op === "Identity" && node.inputs[0] !== undefined; node = graph.get(at))
    at = node.inputs[0].node;
  return at;
}

/** Every place that reads a node, through any number of Identity nodes; an Identity that nothing reads counts itself. */
function readersOf(graph: Graph): ReadonlyMap<string, readonly { readonly node: string; readonly at: number }[]> {
  const readers = new Map<string, { node: string; at: number }[]>();
  const read = new Set([...graph.values()].flatMap(({ inputs }) => inputs.map(({ node }) => node)));
  for (const node of graph.values()) {
    if (node.op === "Identity" && read.has(node.name)) continue;
    for (const edge of node.inputs) {
      const source = sourceOf(graph, edge);
      const list = readers.get(source) ?? [];
      readers.set(source, list);
      list.push({ node: node.name, at: edge.at });
    }
  }
  return readers;
}

const keyOf = ({ node, at }: Pick<Want, "node" | "at">): string => `${at} ${node}`;

/**
 * Gives each input the constant that it wants. A constant that all of its readers want changed the same way is changed
 * where it stands; otherwise those who want it different get one of their own.
 * @param constants what the nodes hold now
 */
export function applyWants(
  patch: GraphPatch,
  graph: Graph,
  constants: ReadonlyMap<string, Constant>,
  wants: readonly Want[],
): void {
  const readers = readersOf(graph);
  const wanted = new Map(wants.map((want) => [keyOf(want), want]));
  const bySource = new Map<string, Want[]>();
  for (const want of wanted.values()) {
    const edge = graph.get(want.node)?.inputs.find(({ at }) => at === want.at);
    if (edge === undefined) continue;
    const source = sourceOf(graph, edge);
    bySource.set(source, [...(bySource.get(source) ?? []), want]);
  }
  for (const [source, own] of bySource) {
    const now = constants.get(source);
    const changed = own.filter(({ constant }) => now === undefined || !sameConstant(constant, now));
    const [first] = changed;
    if (first === undefined) continue;
    const all = (readers.get(source) ?? []).every((reader) => {
      const want = wanted.get(keyOf(reader));
      return want !== undefined && sameConstant(want.constant, first.constant);
    });
    if (all) {
      patch.setConstant(source, first.constant);
      continue;
    }
    const made: { readonly name: string; readonly constant: Constant }[] = [];
    for (const { node, at, constant } of changed) {
      const like = made.find((each) => sameConstant(each.constant, constant));
      const name = like?.name ?? patch.addConstant(`${source}/pruned`, constant);
      if (like === undefined) made.push({ name, constant });
      patch.readFrom(node, at, name);
    }
  }
}
