import type { TrickRule } from "../tricks.ts";

/** See `Evaluator.payoffs`. */
export const reduced: TrickRule = {
  trick: "reduced",
  does: "Of a pass, only what each coalition or example is worth is read back, not all outputs.",
  obstacle: ({ way }) =>
    way === "shaders" ? null : "The outputs are in this thread's memory anyway, or tfjs gives them.",
};
