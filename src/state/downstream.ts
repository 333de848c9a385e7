import type { Lab } from "./lab.ts";
import { type LabState, noRuns } from "./lab-state.ts";
import { allRuns } from "./run-slots.ts";

/**
 * The one place that says what a change upstream discards. Sweeps, estimates and pruning runs carry their own specs,
 * so that a newer one beside them takes nothing from them; a changed choice of units takes its export with it.
 */
const discarding = {
  /** Another model or dataset: everything that was made of them. */
  holdings: (state: LabState): Partial<LabState> => ({
    session: { ...state.session, prepared: null, scale: null },
    runs: { ...noRuns, open: state.runs.open, active: state.runs.active },
    view: { bias: null, chosen: null, hiddenRuns: [], hoveredUnit: null },
  }),
  /** Another split, backend or pairing: every number that was measured. */
  preparation: (state: LabState): Partial<LabState> => ({
    session: { ...state.session, prepared: null },
    runs: { ...noRuns, open: state.runs.open, active: state.runs.active },
    view: { ...state.view, chosen: null, hiddenRuns: [], hoveredUnit: null },
  }),
  /** Another chosen point: the file that was made of the last one. */
  choice: (state: LabState): Partial<LabState> => ({ runs: { ...state.runs, export: null, verify: null } }),
};

export type Upstream = keyof typeof discarding;

/** Discards what is downstream of a change; runs under way among it are cancelled. */
export function discard(lab: Lab, changed: Upstream): void {
  lab.store.setState(discarding[changed]);
  const kept = new Set(allRuns(lab.store.getState().runs).map((run) => run.id));
  for (const [id, control] of lab.controls) if (!kept.has(id)) control.cancel();
}
