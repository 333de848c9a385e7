import { chosenPointOf } from "../chosen-point.ts";
import { discard } from "../downstream.ts";
import type { Lab } from "../lab.ts";
import {
  lastRepairOf,
  repairExamplesOf,
  repairKindOf,
  repairSettingsOf,
  repairsOf,
  repairWords,
} from "../repairs-of.ts";
import { isLive } from "../run.ts";
import { startRun } from "../start-run.ts";

/** Repairs the network of the chosen point, after the steps that it has been through; the steps before stay. */
export async function repair(lab: Lab): Promise<void> {
  const state = lab.store.getState();
  const chosen = chosenPointOf(state);
  if (!chosen?.point) return;
  const { size, selection } = chosen.point;
  discard(lab, "choice");
  // what came to nothing makes room
  lab.store.setState(({ runs }) => ({
    runs: { ...runs, repairs: runs.repairs.filter((run) => isLive(run) || (run.answer?.repaired ?? null) !== null) },
  }));
  const kind = repairKindOf(state);
  await startRun(lab, "repair", repairWords[kind], {
    seed: state.settings.seed,
    point: { run: chosen.run.id, size },
    selection,
    repaired: lastRepairOf(state, chosen.run.id, size)?.answer.repaired ?? null,
    settings: repairSettingsOf({ ...state, settings: { ...state.settings, repairKind: kind } }),
    examples: repairExamplesOf(state),
  });
}

/** Takes back the last step of repair of the chosen point, with what was made of it. */
export function undoRepair(lab: Lab): void {
  const state = lab.store.getState();
  const chosen = chosenPointOf(state);
  const last = chosen?.point ? repairsOf(state, chosen.run.id, chosen.point.size).at(-1) : undefined;
  if (last === undefined) return;
  discard(lab, "choice");
  lab.store.setState(({ runs }) => ({
    runs: {
      ...runs,
      repairs: runs.repairs.filter(({ id }) => id !== last.id),
      appraised: runs.appraised.filter((entry) => entry.repair !== last.id),
    },
  }));
}
