import type { Lab } from "../lab.ts";
import { allRuns } from "../run-slots.ts";
import { goOnWith } from "../start-run.ts";

/** Goes on with a run that a reload or a lost worker ended. */
export async function goOn(lab: Lab, id: string): Promise<void> {
  const run = allRuns(lab.store.getState().runs).find((each) => each.id === id);
  if (run !== undefined && !lab.controls.has(id)) await goOnWith(lab, run);
}

/**
 * Goes on with the runs that the reload broke off, in the order in which they were started; all of them where the reload
 * was of this tab, else the sweep alone, which comes by itself anyway.
 */
export async function goOnAfterReload(lab: Lab): Promise<void> {
  const waiting = allRuns(lab.store.getState().runs)
    .filter(({ goesOn, kind }) => goesOn && (lab.goesOnByItself || kind === "sweep"))
    .sort((a, b) => a.startedAt - b.startedAt);
  await Promise.all(waiting.map((run) => goOn(lab, run.id)));
}
