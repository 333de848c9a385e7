import { openInTurn } from "../files-in-hand.ts";
import type { Lab } from "../lab.ts";
import { allRuns, replaceRun } from "../run-slots.ts";
import { prepare } from "./prepare.ts";
import { prepareAndSweep } from "./prepare-and-sweep.ts";
import { sweep } from "./sweep.ts";

/** Starts a new worker in place of a lost one and opens the kept files again. Results stay: they are values. */
export async function restartWorker(lab: Lab): Promise<void> {
  for (const control of lab.controls.values()) control.cancel();
  lab.dropLink();
  for (const run of allRuns(lab.store.getState().runs))
    if (run.failure?.kind === "worker-lost")
      lab.store.setState(({ runs }) => ({
        runs: replaceRun(runs, { ...run, status: "cancelled", failure: null }),
      }));
  if (lab.store.getState().session.files.length === 0) return;
  const opened = await openInTurn(lab, null);
  if (opened === null || opened.holdings.model === null || opened.holdings.dataset === null) return;
  if (opened.replaced) {
    await prepareAndSweep(lab);
    return;
  }
  const first = lab.store.getState().runs.sweep?.status !== "done";
  if (!(await prepare(lab, { keepResults: true }))) return;
  if (first && opened.holdings.model.players > 0) await sweep(lab);
}
