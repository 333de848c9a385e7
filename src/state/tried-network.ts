import type { RepairedWeights } from "../core/repair/repaired-weights.ts";
import { chosenPointOf } from "./chosen-point.ts";
import type { LabState } from "./lab-state.ts";
import { lastRepairOf } from "./repairs-of.ts";
import { shownSelection } from "./shown-selection.ts";

/** The network that is asked beside the full one. */
export interface TriedNetwork {
  readonly run: string;
  readonly name: string;
  readonly selection: Uint8Array;
  /** What repair made of it; null for the network as it was cut. */
  readonly repaired: RepairedWeights | null;
}

/**
 * The network that the person looks at: the chosen size as it is by now, repaired or not, or the selection of a run under
 * way; null before any.
 */
export function triedNetworkOf(state: LabState): TriedNetwork | null {
  const chosen = chosenPointOf(state);
  const selection = shownSelection(state);
  if (chosen === null || selection === null) return null;
  const { run, point } = chosen;
  const repair = point?.selection === selection ? lastRepairOf(state, run.id, point.size) : null;
  return { run: run.id, name: run.name, selection, repaired: repair?.answer.repaired ?? null };
}
