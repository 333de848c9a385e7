import type { JobHost } from "../../jobs/contract.ts";
import type { WorkerLink } from "../../jobs/worker-link.ts";
import { chosenPointOf } from "../chosen-point.ts";
import { discard } from "../downstream.ts";
import { exportFormatOf } from "../export-format.ts";
import type { Lab } from "../lab.ts";
import { chosenRepairOf } from "../repairs-of.ts";
import { startRun } from "../start-run.ts";
import { appraise } from "./appraise.ts";

/**
 * Writes the pruned network, repaired or not, as a file, then opens it in a fresh worker and compares it with what it came from. Reads
 * the test examples for the exported point, and for no other.
 */
export async function exportModel(lab: Lab): Promise<void> {
  const chosen = chosenPointOf(lab.store.getState());
  if (!chosen?.point) return;
  discard(lab, "choice");
  const made = await startRun(lab, "export", "Export", {
    selection: chosen.point.selection,
    repaired: chosenRepairOf(lab.store.getState())?.answer.repaired ?? null,
    format: exportFormatOf(lab.store.getState()),
  });
  if (made.status !== "done" || made.answer === null) return;
  let fresh: WorkerLink | null = null;
  const host = (): JobHost => {
    // one that was lost
    fresh?.terminate();
    fresh = lab.freshLink();
    return fresh.host;
  };
  await startRun(lab, "verify", "Verification", { exported: made.answer }, { host });
  (fresh as WorkerLink | null)?.terminate();
  await appraise(lab, chosen.run.id, chosen.point);
}
