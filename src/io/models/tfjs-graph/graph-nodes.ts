import { invalidModel, isObject, type JsonObject, listOf, objectOf, textOf } from "../json-fields.ts";

/** Where a node reads: output `port` of `node`. */
export interface Edge {
  readonly node: string;
  readonly port: number;
  /** Place in the node's list of inputs as the file writes it. */
  readonly at: number;
}

/** One operation of a TensorFlow graph. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  /** Data only; edges that just order the execution ("^name") are left out. */
  readonly inputs: readonly Edge[];
  readonly attr: JsonObject;
}

/** All nodes of a graph by name, in the file's order. */
export type Graph = ReadonlyMap<string, GraphNode>;

/** The tensor that a text such as "name", "name:1" or "name:output:1" means. */
export function edgeOf(text: string, at = 0): Edge {
  const parts = text.split(":");
  const port = parts.length === 1 ? 0 : Number(parts.at(-1));
  if (!Number.isSafeInteger(port) || port < 0 || parts.length > 3)
    throw invalidModel("modelTopology.node", `The graph speaks of a tensor "${text}"; "node:output" was expected.`);
  return { node: parts[0] ?? "", port, at };
}

function readNode(value: unknown, where: string): GraphNode {
  const node = objectOf(value, where);
  const name = textOf(node.name, `${where}.name`);
  const inputs = node.input === undefined ? [] : listOf(node.input, `${where}.input`);
  return {
    name,
    op: textOf(node.op, `${where}.op`),
    inputs: inputs.flatMap((input, at) => {
      const text = textOf(input, `${where}.input`);
      return text.startsWith("^") ? [] : [edgeOf(text, at)];
    }),
    attr: isObject(node.attr) ? node.attr : {},
  };
}

/** True where a parsed model.json describes a graph of nodes rather than Keras layers. */
export function describesGraph(json: unknown): json is JsonObject {
  return (
    isObject(json) && isObject(json.modelTopology) && (json.format === "graph-model" || "node" in json.modelTopology)
  );
}

/**
 * The nodes of a parsed model.json.
 * @throws FailureError model-invalid where it is malformed, names a node twice or reads a node that is not there
 */
export function readGraph(json: JsonObject): Graph {
  const topology = objectOf(json.modelTopology, "modelTopology");
  const graph = new Map<string, GraphNode>();
  listOf(topology.node, "modelTopology.node").forEach((value, index) => {
    const node = readNode(value, `modelTopology.node[${index}]`);
    if (graph.has(node.name))
      throw invalidModel(`modelTopology.node[${index}]`, `The graph has two nodes of the name "${node.name}".`);
    graph.set(node.name, node);
  });
  for (const { name, inputs } of graph.values())
    for (const { node } of inputs)
      if (!graph.has(node))
        throw invalidModel(`node "${name}"`, `The node "${name}" reads "${node}", which the graph does not have.`);
  return graph;
}
