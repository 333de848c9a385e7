import type { Lab } from "../lab.ts";
import { allRuns, replaceRun } from "../run-slots.ts";
import { startRun } from "../start-run.ts";
import { prepare } from "./prepare.ts";
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
  const { files } = lab.store.getState().session;
  const opened = await startRun(lab, "open", "Opening files again", { files });
  const holdings = opened.answer;
  if (opened.status !== "done" || holdings === null) return;
  lab.store.setState(({ session }) => ({ session: { ...session, holdings } }));
  if (holdings.model === null || holdings.dataset === null) return;
  const first = lab.store.getState().runs.sweep?.status !== "done";
  if (!(await prepare(lab, { keepResults: true }))) return;
  if (first) await sweep(lab);
}
