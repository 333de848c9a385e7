import { chosenPointOf } from "../chosen-point.ts";
import { discard } from "../downstream.ts";
import type { Lab } from "../lab.ts";

export function toggleRun(lab: Lab, run: string): void {
  lab.store.setState(({ view }) => {
    const hidden = view.hiddenRuns.includes(run);
    return {
      view: { ...view, hiddenRuns: hidden ? view.hiddenRuns.filter((id) => id !== run) : [...view.hiddenRuns, run] },
    };
  });
}

/** Gives a pruning run another name; an empty one changes nothing. */
export function renameRun(lab: Lab, run: string, name: string): void {
  const words = name.trim();
  if (words === "") return;
  lab.store.setState(({ runs }) => ({
    runs: { ...runs, prunes: runs.prunes.map((kept) => (kept.id === run ? { ...kept, name: words } : kept)) },
  }));
}

/** Takes a pruning run off the page, with the export if it was made of this run. */
export function removeRun(lab: Lab, run: string): void {
  lab.controls.get(run)?.cancel();
  for (const { id, spec } of lab.store.getState().runs.repairs)
    if (spec.point.run === run) lab.controls.get(id)?.cancel();
  if (chosenPointOf(lab.store.getState())?.run.id === run) discard(lab, "choice");
  lab.store.setState(({ runs, view }) => ({
    runs: {
      ...runs,
      prunes: runs.prunes.filter((kept) => kept.id !== run),
      repairs: runs.repairs.filter(({ spec }) => spec.point.run !== run),
      appraised: runs.appraised.filter((entry) => entry.run !== run),
    },
    view: { ...view, chosen: view.chosen?.run === run ? null : view.chosen },
  }));
}
