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

/** The wants on each node that is the source of an input. */
function wantsBySource(graph: Graph, wants: Iterable<Want>): ReadonlyMap<string, readonly Want[]> {
  const bySource = new Map<string, Want[]>();
  for (const want of wants) {
    const edge = graph.get(want.node)?.inputs.find(({ at }) => at === want.at);
    if (edge === undefined) continue;
    const source = sourceOf(graph, edge);
    bySource.set(source, [...(bySource.get(source) ?? []), want]);
  }
  return bySource;
}

/** Gives those who want a source different a constant of their own, the same one where they want the same. */
function handOut(patch: GraphPatch, source: string, wants: readonly Want[]): void {
  const made: { readonly name: string; readonly constant: Constant }[] = [];
  for (const { node, at, constant } of wants) {
    const like = made.find((each) => sameConstant(each.constant, constant));
    const name = like?.name ?? patch.addConstant(`${source}/pruned`, constant);
    if (like === undefined) made.push({ name, constant });
    patch.readFrom(node, at, name);
  }
}

/**
 * Gives each input the constant that it wants. A constant that all of its readers want changed the same way is changed
 * where it stands; otherwise those who want it different get one of their own.
 * @param live nodes that the outputs read, each after what it reads
 * @param constants what the nodes hold now
 */
export function applyWants(
  patch: GraphPatch,
  graph: Graph,
  live: readonly string[],
  constants: ReadonlyMap<string, Constant>,
  wants: readonly Want[],
): void {
  const readers = readersOf(graph);
  const wanted = new Map(wants.map((want) => [keyOf(want), want]));
  const bySource = wantsBySource(graph, wanted.values());
  // nodes that became constants themselves, and those that only such nodes read, do not count as readers
  const unread = new Set<string>();
  for (const name of live.toReversed()) {
    const own = bySource.get(name) ?? [];
    const now = constants.get(name);
    const counting = (readers.get(name) ?? []).filter((reader) => !unread.has(reader.node));
    if (now !== undefined && own.length === 0 && counting.length === 0) unread.add(name);
    const changed = own.filter(({ constant }) => now === undefined || !sameConstant(constant, now));
    const [first] = changed;
    if (first === undefined) continue;
    const all = counting.every((reader) => {
      const want = wanted.get(keyOf(reader));
      return want !== undefined && sameConstant(want.constant, first.constant);
    });
    if (all) {
      patch.setConstant(name, first.constant);
      unread.add(name);
    } else handOut(patch, name, changed);
  }
}
