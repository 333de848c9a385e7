import type { PrepareSpec } from "../../jobs/contract.ts";
import { discard } from "../downstream.ts";
import type { Lab } from "../lab.ts";
import type { LabState } from "../lab-state.ts";
import { nextTask } from "../next-task.ts";
import { startRun } from "../start-run.ts";

/** The preparation that the settings ask for now. */
export function preparationSpecOf(state: LabState): PrepareSpec {
  const { splitSeed, backend, workers, calibration, validation, test, pairing, rankFrom } = state.settings;
  return { seed: splitSeed, prefer: backend, calibration, validation, test, pairing, workers, rankFrom };
}

/**
 * Chooses the backend, splits and pairs the examples and measures the full network. Discards what was measured before
 * unless `keepResults`, which a restarted worker asks for: same files, the settings of the last preparation whatever
 * the page says by now, same numbers.
 */
export async function prepare(lab: Lab, { keepResults = false } = {}): Promise<boolean> {
  const before = lab.store.getState().runs.prepare?.spec;
  const spec = keepResults && before ? before : preparationSpecOf(lab.store.getState());
  if (!keepResults) discard(lab, "preparation");
  const run = await startRun(lab, "prepare", "Preparation", spec);
  if (run.status !== "done" || run.answer === null) return false;
  await nextTask();
  const prepared = run.answer;
  lab.store.setState((state) => ({ session: { ...state.session, prepared, absent: null } }));
  return true;
}
