import { cutsOf } from "../programme-cuts.ts";
import { everyTrick, onRows, type TrickRule } from "../tricks.ts";

/** See `contributionsOf`. */
export const contributions: TrickRule = {
  trick: "contributions",
  does: "With what is kept, what each of its units gives to the next layer is kept too.",
  obstacle(setting) {
    const reason = onRows(setting);
    if (reason !== null || typeof setting.programme === "string") return reason;
    const { byChannel } = cutsOf(setting.programme, everyTrick);
    return byChannel.includes(true) ? null : "No layer reads enough places of each kept unit.";
  },
};
