import type { TrickRule } from "../tricks.ts";

/** See `stackedEvaluator` and `shaderEvaluator`. */
export const stack: TrickRule = {
  trick: "stack",
  does: "Many masks are evaluated in one pass.",
  obstacle: ({ way }) => (way !== "rows" ? null : "The kernel takes coalitions one by one at no cost."),
};
