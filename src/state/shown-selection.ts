import { chosenPointOf } from "./chosen-point.ts";
import type { LabState } from "./lab-state.ts";
import { isLive } from "./run.ts";

/**
 * The units kept in the network that the person looks at, one byte a player: the size that was chosen, or, while a run
 * goes on, its selection under way; null before any run.
 */
export function shownSelection(state: LabState): Uint8Array | null {
  const chosen = chosenPointOf(state);
  if (chosen === null) return null;
  const { run, point } = chosen;
  if (isLive(run) && state.view.chosen?.run !== run.id) return run.answer?.selection ?? null;
  return point?.selection ?? run.answer?.selection ?? null;
}
