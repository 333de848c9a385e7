import type { TrailPoint } from "../../core/prune/trail.ts";
import { chosenPointOf } from "../chosen-point.ts";
import type { Lab } from "../lab.ts";
import { appraisalOf, lastRepairOf } from "../repairs-of.ts";
import { startRun } from "../start-run.ts";

/** Reads the test accuracy and the cost of one point of a pruning run as it is by now, repaired or not; once for each. */
export async function appraise(lab: Lab, run: string, { size, selection }: TrailPoint): Promise<void> {
  if (appraisalOf(lab.store.getState(), run, size) !== null) return;
  const repair = lastRepairOf(lab.store.getState(), run, size);
  const repaired = repair?.answer.repaired ?? null;
  const reading = await startRun(lab, "appraise", "Test accuracy", { selection, repaired });
  const appraisal = reading.answer;
  if (reading.status !== "done" || appraisal === null || appraisal.test === null) return;
  const read = { run, size, repair: repair?.id ?? null, appraisal: { ...appraisal, test: appraisal.test } };
  lab.store.setState(({ runs }) => ({ runs: { ...runs, appraised: [...runs.appraised, read] } }));
}

/** Reads the test accuracy of the chosen point: the person asks for it. */
export async function appraiseChosen(lab: Lab): Promise<void> {
  const chosen = chosenPointOf(lab.store.getState());
  if (chosen?.point) await appraise(lab, chosen.run.id, chosen.point);
}
