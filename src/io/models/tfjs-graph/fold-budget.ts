import type { GraphNode } from "./graph-nodes.ts";
import { unsupportedNode } from "./node-failure.ts";

/** Elements that all folded constants of a graph may still take together, so that a small file cannot ask for a lot. */
export interface FoldBudget {
  left: number;
}

/** Ten times what the file stores, and a million more for small ones. */
export function foldBudget(storedElements: number): FoldBudget {
  return { left: 10 * storedElements + 1_000_000 };
}

/** Takes a result from the budget before it is made. @throws FailureError model-unsupported where it is used up */
export function spend(node: GraphNode, budget: FoldBudget, elements: number): void {
  budget.left -= elements;
  if (!(budget.left >= 0)) throw unsupportedNode(node, "makes constants that are much larger than the file");
}
