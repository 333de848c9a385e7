import type { TrickRule } from "../tricks.ts";

/** See `passesInFlight`. */
export const flight: TrickRule = {
  trick: "flight",
  does: "Several passes are under way at once, so that the GPU does not wait for what is read back.",
  obstacle: ({ backend }) => (backend === "webgpu" ? null : "Nothing is computed beside this thread."),
};
