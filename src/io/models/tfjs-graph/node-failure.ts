import { FailureError } from "../../../core/failure.ts";
import type { GraphNode } from "./graph-nodes.ts";

/** A node for sentences: "conv1" (Conv2D). */
export function nodeWords({ name, op }: Pick<GraphNode, "name" | "op">): string {
  return `"${name}" (${op})`;
}

/** The failure of a node that is understood but does what Quorum does not compute; `why` continues the sentence. */
export function unsupportedNode(
  node: Pick<GraphNode, "name" | "op">,
  why: string,
  advice = "Convert the network without it.",
): FailureError {
  return new FailureError({
    kind: "model-unsupported",
    message: `The node ${nodeWords(node)} ${why}.`,
    where: `node ${nodeWords(node)}`,
    advice,
  });
}

/** The failure of a node that contradicts itself or what it reads. */
export function invalidNode(node: Pick<GraphNode, "name" | "op">, why: string): FailureError {
  return new FailureError({
    kind: "model-invalid",
    message: `The node ${nodeWords(node)} ${why}.`,
    where: `node ${nodeWords(node)}`,
  });
}
