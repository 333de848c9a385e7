import { chosenPointOf } from "./chosen-point.ts";
import type { LabState } from "./lab-state.ts";

/** What may be started. */
export type Intention = "prepare" | "sweep" | "estimate" | "prune" | "appraise" | "export";

/** Why an intention cannot start now, as a sentence; null where it can. */
export function blockedReason(state: LabState, intention: Intention): string | null {
  const { holdings, prepared } = state.session;
  if (!holdings?.model || !holdings.dataset) return "Open a model and a dataset first.";
  const { active } = state.runs;
  if (active !== null) return `Waits for “${active.name}”: the worker does one long job at a time.`;
  if (intention === "prepare") return null;
  if (prepared === null) return "The model and the dataset are not prepared yet.";
  if (holdings.model.players === 0) return "No unit of this network can be pruned.";
  if (intention === "appraise" || intention === "export") {
    const chosen = chosenPointOf(state);
    if (!chosen?.point) return "Prune first, then choose a size.";
  }
  return null;
}
