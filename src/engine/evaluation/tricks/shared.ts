import { maskedOps } from "../coalition-order.ts";
import { onRows, type TrickRule } from "../tricks.ts";

/** Suffix-only evaluation within a call. See `coalitionOrder`. */
export const shared: TrickRule = {
  trick: "shared",
  does: "What coalitions of a call have in common from the first mask on is computed once.",
  obstacle(setting) {
    const reason = onRows(setting);
    if (reason !== null || typeof setting.programme === "string") return reason;
    return maskedOps(setting.programme).length > 1 ? null : "There is one masked layer only.";
  },
};
