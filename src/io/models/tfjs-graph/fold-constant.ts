import type { Constant } from "./constant.ts";
import type { FoldBudget } from "./fold-budget.ts";
import { foldElementwise } from "./fold-elementwise.ts";
import { foldRearranging } from "./fold-rearrange.ts";
import type { GraphNode } from "./graph-nodes.ts";

/** Operations that hand on their first input as it is while a network predicts. */
export const passingOps: ReadonlySet<string> = new Set([
  "Identity",
  "StopGradient",
  "PreventGradient",
  "CheckNumerics",
  "Snapshot",
  "EnsureShape",
  "PlaceholderWithDefault",
]);

/**
 * What a node makes of constants alone.
 * @returns null where the operation cannot be computed ahead
 * @throws FailureError model-invalid, model-unsupported
 */
export function foldConstant(node: GraphNode, inputs: readonly Constant[], budget: FoldBudget): Constant | null {
  if (passingOps.has(node.op)) return inputs[0] ?? null;
  return foldElementwise(node, inputs, budget) ?? foldRearranging(node, inputs, budget);
}
