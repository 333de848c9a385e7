import { chosenPointOf } from "../chosen-point.ts";
import { discard } from "../downstream.ts";
import type { Lab } from "../lab.ts";
import { startRun } from "../start-run.ts";
import { appraise } from "./appraise.ts";

/** Writes the pruned network as a file, then opens it in a fresh worker and compares it with the masked network. */
export async function exportModel(lab: Lab): Promise<void> {
  const chosen = chosenPointOf(lab.store.getState());
  if (!chosen?.point) return;
  discard(lab, "choice");
  const made = await startRun(lab, "export", "Export", { selection: chosen.point.selection });
  if (made.status !== "done" || made.answer === null) return;
  const fresh = lab.freshLink();
  try {
    await startRun(lab, "verify", "Verification", { exported: made.answer }, fresh.host);
  } finally {
    fresh.terminate();
  }
  await appraise(lab);
}
