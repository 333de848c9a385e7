import { isObject, type JsonObject } from "../json-fields.ts";
import { type Edge, edgeOf, type Graph } from "./graph-nodes.ts";
import { nodeWords } from "./node-failure.ts";

/** A tensor that the network gives. */
export interface GraphOutput {
  /** Its key in the signature, else the node's name. */
  readonly key: string;
  /** As the file names it. */
  readonly named: Edge;
  /** What it reads before any post-processing. */
  readonly edge: Edge;
}

/** What the file says about inputs and outputs; older converters kept it among the metadata. */
export function signatureOf(json: JsonObject): JsonObject | null {
  if (isObject(json.signature)) return json.signature;
  const metadata = json.userDefinedMetadata;
  return isObject(metadata) && isObject(metadata.signature) ? metadata.signature : null;
}

/** The named tensors of the signature's `inputs` or `outputs`, in its order. */
export function signatureTensors(
  json: JsonObject,
  side: "inputs" | "outputs",
): readonly (readonly [string, JsonObject])[] {
  const tensors = signatureOf(json)?.[side];
  if (!isObject(tensors)) return [];
  return Object.entries(tensors).flatMap(([key, info]) => (isObject(info) ? [[key, info] as const] : []));
}

/** Operations that turn a prediction into a decision; Quorum measures the prediction itself. */
const decisions = new Set(["ArgMax", "ArgMin", "TopKV2", "Greater", "GreaterEqual", "Less", "Round", "InTopKV2"]);
const passing = new Set(["Identity", "Cast", "Squeeze", "Reshape", "ExpandDims"]);

/** The tensor behind decisions such as ArgMax at the end; the same tensor where there are none. */
function undecided(graph: Graph, edge: Edge): Edge {
  let at = edge;
  for (let steps = 0; steps < 8; steps++) {
    const node = graph.get(at.node);
    const [first] = node?.inputs ?? [];
    if (node === undefined || first === undefined) return edge;
    if (decisions.has(node.op)) return undecided(graph, first);
    if (!passing.has(node.op)) return edge;
    at = first;
  }
  return edge;
}

/**
 * What the network gives: the outputs of the signature in its order, or else every node that nothing reads.
 * @param note takes a sentence for every output that is read before its post-processing
 * @throws FailureError model-invalid for a malformed name
 */
export function graphOutputs(json: JsonObject, graph: Graph, note: (sentence: string) => void): readonly GraphOutput[] {
  const named = signatureTensors(json, "outputs").flatMap(([key, info]) =>
    typeof info.name === "string" ? [{ key, edge: edgeOf(info.name) }] : [],
  );
  const known = named.filter(({ edge }) => graph.has(edge.node));
  const read = new Set([...graph.values()].flatMap(({ inputs }) => inputs.map(({ node }) => node)));
  const sinks = [...graph.values()]
    .filter(({ name, op, inputs }) => !read.has(name) && op !== "NoOp" && op !== "Const" && inputs.length > 0)
    .map(({ name }) => ({ key: name, edge: edgeOf(name) }));
  return (known.length > 0 ? known : sinks).map(({ key, edge }) => {
    const prediction = undecided(graph, edge);
    const node = graph.get(edge.node);
    if (prediction !== edge && node !== undefined)
      note(
        `The output "${key}" is a decision (${nodeWords(node)}); Quorum works with what "${prediction.node}" gives it.`,
      );
    return { key, named: edge, edge: prediction };
  });
}
