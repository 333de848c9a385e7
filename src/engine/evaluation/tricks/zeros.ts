import { onRows, type TrickRule } from "../tricks.ts";

/** See `Kernel.linear`. */
export const zeros: TrickRule = {
  trick: "zeros",
  does: "Inputs that are zero for eight examples together are left out.",
  obstacle: onRows,
};
