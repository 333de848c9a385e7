import { discard } from "../downstream.ts";
import type { Lab } from "../lab.ts";
import { remember } from "./undo-decision.ts";

/** Chooses the point of a pruning run; an export of another point is discarded. */
export function chooseSize(lab: Lab, run: string, size: number): void {
  const { view, runs } = lab.store.getState();
  const { chosen } = view;
  if (chosen?.run === run && chosen.size === size) return;
  discard(lab, "choice");
  const choice = { run, size };
  lab.store.setState((state) => ({ view: { ...state.view, chosen: choice } }));
  const name = runs.prunes.find(({ id }) => id === run)?.name ?? "a run";
  remember(lab, {
    words: `the choice of ${size.toLocaleString("en")} ${size === 1 ? "unit" : "units"} of ${name}`,
    subject: `point of ${run}`,
    undo: { chosen },
    redo: { chosen: choice },
  });
}
