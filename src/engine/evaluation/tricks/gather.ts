import { onRows, type TrickRule } from "../tricks.ts";

/** Really small evaluation. See `liveChannels` and `packWeights`. */
export const gather: TrickRule = {
  trick: "gather",
  does: "Absent units are neither read nor computed.",
  obstacle: (setting) => (setting.way === "shaders" ? null : onRows(setting)),
};
