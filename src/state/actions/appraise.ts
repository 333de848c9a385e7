import { appraisalOf, chosenPointOf } from "../chosen-point.ts";
import type { Lab } from "../lab.ts";
import { startRun } from "../start-run.ts";

/** Reads the test accuracy and the cost of the chosen point; once for each point. */
export async function appraise(lab: Lab): Promise<void> {
  const chosen = chosenPointOf(lab.store.getState());
  if (!chosen?.point) return;
  const { id: run } = chosen.run;
  const { size, selection } = chosen.point;
  if (appraisalOf(lab.store.getState(), run, size) !== null) return;
  const reading = await startRun(lab, "appraise", "Test accuracy", { selection });
  const appraisal = reading.answer;
  if (reading.status !== "done" || appraisal === null) return;
  lab.store.setState(({ runs }) => ({ runs: { ...runs, appraised: [...runs.appraised, { run, size, appraisal }] } }));
}
