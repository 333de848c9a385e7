import { chosenPointOf } from "../chosen-point.ts";
import { shelved, withPlanChange } from "../decisions.ts";
import { discard } from "../downstream.ts";
import type { Lab } from "../lab.ts";
import { remember } from "./undo-decision.ts";

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

/** Takes a pruning run off the page, with the export if it was made of this run; it can be brought back. */
export function removeRun(lab: Lab, run: string): void {
  const before = lab.store.getState();
  const shelf = shelved(before.runs, run);
  if (shelf === null) return;
  lab.controls.get(run)?.cancel();
  for (const { id, spec } of before.runs.repairs) if (spec.point.run === run) lab.controls.get(id)?.cancel();
  if (chosenPointOf(before)?.run.id === run) discard(lab, "choice");
  const { chosen } = before.view;
  const away = { away: run, chosen: chosen?.run === run ? null : chosen };
  lab.store.setState((state) => withPlanChange(state, away));
  remember(lab, {
    words: `the removal of ${shelf.run.name}`,
    subject: null,
    undo: { back: shelf, chosen },
    redo: away,
  });
}
