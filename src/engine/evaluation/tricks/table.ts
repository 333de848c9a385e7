import { cutsOf } from "../programme-cuts.ts";
import { everyTrick, onRows, type TrickRule } from "../tricks.ts";

/** Tables over subsets, and suffix-only evaluation from call to call. See `keptStates`. */
export const table: TrickRule = {
  trick: "table",
  does: "What follows from the units present in the first masked layers is kept and used again when they come again.",
  obstacle(setting) {
    const reason = onRows(setting);
    if (reason !== null || typeof setting.programme === "string") return reason;
    const { stores } = cutsOf(setting.programme, everyTrick);
    return stores.some((store) => store !== null) ? null : "No single tensor lies between the masked layers.";
  },
};
