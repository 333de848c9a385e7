import { FailureError } from "../../../core/failure.ts";
import type { Shape } from "../../../core/model/model.ts";
import { invalidModel, type JsonObject } from "../json-fields.ts";
import { openSize } from "../open-size.ts";
import { edgeOf, type Graph, type GraphNode } from "./graph-nodes.ts";
import { signatureTensors } from "./graph-outputs.ts";
import { dimensionsOf, shapeAttribute, typeAttribute } from "./node-attributes.ts";
import { invalidNode, nodeWords, unsupportedNode } from "./node-failure.ts";

function signatureShape(json: JsonObject, node: GraphNode): readonly number[] | null {
  const found = signatureTensors(json, "inputs").find(
    ([, info]) => typeof info.name === "string" && edgeOf(info.name).node === node.name,
  );
  return found === undefined ? null : dimensionsOf(found[1].tensorShape, (why) => invalidNode(node, why));
}

/** The dimensions that are known from either place; null where the rank is not. */
function dimensions(json: JsonObject, node: GraphNode): readonly number[] | null {
  const own = shapeAttribute(node, "shape");
  const signed = signatureShape(json, node);
  // an attribute without a single axis is how some converters leave the shape out
  if (own === null || (own.length === 0 && signed !== null)) return signed;
  if (signed === null || signed.length !== own.length) return own;
  return own.map((size, axis) => (size === -1 ? (signed[axis] ?? -1) : size));
}

function openInput(node: GraphNode, example: Shape): FailureError {
  return new FailureError({
    kind: "model-unsupported",
    message: `The network leaves the size of its input ${nodeWords(node)} open, and the examples at hand, of shape ${example.join(" × ")}, do not fit it.`,
    where: `node ${nodeWords(node)}`,
    advice: "Drop the data that belong to this network.",
  });
}

/** The one placeholder among the live nodes. @throws FailureError where there is none, or more than one */
export function inputNode(graph: Graph, live: readonly string[]): GraphNode {
  const found = live.flatMap((name) => {
    const node = graph.get(name);
    return node?.op === "Placeholder" ? [node] : [];
  });
  const [first, second] = found;
  if (first === undefined)
    throw invalidModel("modelTopology.node", "The graph has no placeholder for its input that its output reads.");
  if (second !== undefined)
    throw unsupportedNode(second, `is a second input besides ${nodeWords(first)}; Quorum works with one`);
  if (typeAttribute(first, "dtype") === "DT_STRING")
    throw unsupportedNode(first, "takes texts or encoded files; Quorum works with numbers");
  return first;
}

/**
 * The shape of one example.
 * @param example of the dataset in hand, which settles axes that the file leaves open
 * @throws FailureError file-incomplete where axes stay open for want of an example, model-unsupported where it does not fit, model-invalid for a placeholder without any
 */
export function inputShape(json: JsonObject, node: GraphNode, example: Shape | null): Shape {
  const known = dimensions(json, node);
  if (known === null) {
    if (example === null) throw openSize(nodeWords(node), `node ${nodeWords(node)}`);
    return example;
  }
  if (known.length < 2)
    throw unsupportedNode(node, `takes a tensor with ${known.length} axes; examples need two or more`);
  const own = known.slice(1);
  if (!own.includes(-1)) return own;
  if (example === null) throw openSize(nodeWords(node), `node ${nodeWords(node)}`);
  if (example.length !== own.length) throw openInput(node, example);
  return own.map((size, axis) => (size === -1 ? (example[axis] ?? 1) : size));
}

/** True where the shape of the examples is not the file's own. */
export function leavesOpen(json: JsonObject, node: GraphNode): boolean {
  return dimensions(json, node)?.slice(1).includes(-1) ?? true;
}

/** Number of examples that the file insists on; null where it takes any. */
export function fixedBatch(json: JsonObject, node: GraphNode): number | null {
  const [batch] = dimensions(json, node) ?? [];
  return batch === undefined || batch === -1 ? null : batch;
}
