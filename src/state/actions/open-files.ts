import type { DroppedFile, Holdings } from "../../jobs/contract.ts";
import { discard } from "../downstream.ts";
import type { Lab } from "../lab.ts";
import { startRun } from "../start-run.ts";
import { prepareAndSweep } from "./prepare-and-sweep.ts";

/** The kept handles with newer ones in place of those of the same name. */
function withNewer(kept: readonly DroppedFile[], newer: readonly DroppedFile[]): readonly DroppedFile[] {
  const names = new Set(newer.map((file) => file.name));
  return [...kept.filter((file) => !names.has(file.name)), ...newer];
}

function changed(before: Holdings | null, after: Holdings): boolean {
  return before?.model?.hash !== after.model?.hash || before?.dataset?.hash !== after.dataset?.hash;
}

/**
 * Opens dropped files. Once a model and a dataset are there, prepares them and sweeps, so that the first chart needs
 * no choice. Files that are refused change nothing.
 */
export async function openFiles(lab: Lab, files: readonly DroppedFile[]): Promise<void> {
  if (files.length === 0) return;
  const before = lab.store.getState().session.holdings;
  lab.store.setState(({ session }) => ({ session: { ...session, failure: null } }));
  const run = await startRun(lab, "open", "Opening files", { files });
  const holdings = run.answer;
  if (run.status !== "done" || holdings === null) return;
  lab.store.setState(({ session }) => ({
    session: { ...session, holdings, files: withNewer(session.files, files) },
  }));
  if (!changed(before, holdings)) return;
  discard(lab, "holdings");
  if (holdings.model !== null && holdings.dataset !== null) await prepareAndSweep(lab);
}
