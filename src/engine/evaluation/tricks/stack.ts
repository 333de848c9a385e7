import type { TrickRule } from "../tricks.ts";

/** See `stackedEvaluator`. */
export const stack: TrickRule = {
  trick: "stack",
  does: "Many masks are evaluated in one pass of tfjs.",
  obstacle: ({ way }) => (way === "stacked" ? null : "The kernel takes coalitions one by one at no cost."),
};
