import type { TrickRule } from "../tricks.ts";

/** See `prefixOutputs`. */
export const prefix: TrickRule = {
  trick: "prefix",
  does: "What no mask reaches is computed once for every example and kept.",
  obstacle: ({ plan }) => (plan.prefix.length > 1 ? null : "Nothing comes before the first mask."),
};
