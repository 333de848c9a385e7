import { cutsOf } from "../evaluation/programme-cuts.ts";
import type { RowProgramme } from "../evaluation/row-programme.ts";
import type { Tricks } from "../evaluation/tricks.ts";

/** Operations of a programme that are folded; it depends on the network alone, for it decides in which order is summed. */
export function foldedOps(programme: RowProgramme, tricks: Tricks): number[] {
  if (!tricks.has("fold")) return [];
  return cutsOf(programme, new Set(["fold", "contributions"] as const)).byChannel.flatMap((apart, at) =>
    apart ? [at] : [],
  );
}
