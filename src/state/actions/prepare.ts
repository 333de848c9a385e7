import type { Pairing } from "../../core/dataset/dataset.ts";
import { proposePairing } from "../../core/dataset/propose-pairing.ts";
import type { PrepareSpec } from "../../jobs/contract.ts";
import { discard } from "../downstream.ts";
import type { Lab } from "../lab.ts";
import type { LabState } from "../lab-state.ts";
import { startRun } from "../start-run.ts";

/** The person's scale with the resizing that the lab proposes; null where the person said nothing. */
function pairingOf({ session, settings }: LabState): Pairing | null {
  const { holdings } = session;
  const { scale } = settings;
  if (scale === null || !holdings?.model || !holdings.dataset) return null;
  const { name, shape, range } = holdings.dataset;
  try {
    return {
      ...proposePairing({ name, shape, range, labels: new Int32Array(0) }, holdings.model.inputShape),
      ...scale,
    };
  } catch {
    return null; // The worker meets the same obstacle and reports it.
  }
}

/** The preparation that the settings ask for now. */
export function preparationSpecOf(state: LabState): PrepareSpec {
  const { splitSeed, backend, calibration, validation, test } = state.settings;
  return { seed: splitSeed, prefer: backend, calibration, validation, test, pairing: pairingOf(state) };
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
  const prepared = run.answer;
  lab.store.setState((state) => ({ session: { ...state.session, prepared } }));
  return true;
}
