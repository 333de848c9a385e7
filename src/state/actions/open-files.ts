import type { DroppedFile, Holdings } from "../../jobs/contract.ts";
import { discard } from "../downstream.ts";
import type { Lab } from "../lab.ts";
import { startRun } from "../start-run.ts";
import { prepareAndSweep } from "./prepare-and-sweep.ts";

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
  const all = [...lab.store.getState().session.files, ...files];
  const run = await startRun(lab, "open", "Opening files", { files: all });
  const holdings = run.answer;
  if (run.status !== "done" || holdings === null) return;
  lab.store.setState(({ session }) => ({
    session: { ...session, holdings, files: holdings.kept.flatMap((place) => all[place] ?? []) },
  }));
  if (!changed(before, holdings)) return;
  discard(lab, "holdings");
  if (holdings.model !== null && holdings.dataset !== null) await prepareAndSweep(lab);
}
