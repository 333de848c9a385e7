import { firstComparing } from "./compared-network.ts";
import { noDecisions } from "./decisions.ts";
import type { Lab } from "./lab.ts";
import { firstView, type LabState, noRuns, type Runs } from "./lab-state.ts";
import { allRuns } from "./run-slots.ts";

const emptied = ({ open, active, tiny }: Runs): Runs => ({
  ...noRuns,
  open,
  active,
  // a textbook game is made of no file
  tiny: tiny?.spec.game.kind === "textbook" ? tiny : null,
});

/** Settings that were chosen for the files that are gone. */
const ofTheData = { bias: null, pairing: null, rules: [], rankFrom: "training-files", trainingSaw: "unknown" } as const;

/**
 * The one place that says what a change upstream discards. Sweeps, estimates and pruning runs carry their own specs,
 * so that a newer one beside them takes nothing from them; a changed choice of units takes its export with it.
 */
const discarding = {
  /** Another model or dataset in place of one: everything that was made of them, or chosen for them. */
  holdings: (state: LabState): Partial<LabState> => ({
    session: { ...state.session, prepared: null },
    settings: { ...state.settings, ...ofTheData },
    runs: emptied(state.runs),
    view: firstView,
    decisions: noDecisions,
  }),
  /** Another split, backend or pairing: every number that was measured. */
  preparation: (state: LabState): Partial<LabState> => ({
    session: { ...state.session, prepared: null },
    // the same networks may have been read before
    runs: { ...emptied(state.runs), readings: state.runs.readings },
    view: { ...state.view, chosen: null, hiddenRuns: [], hoveredUnit: null, comparing: firstComparing },
    decisions: noDecisions,
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
