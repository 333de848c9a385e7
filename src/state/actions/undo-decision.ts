import { type Decision, decisionsOf, withDecision, withPlanChange } from "../decisions.ts";
import { discard } from "../downstream.ts";
import type { Lab } from "../lab.ts";

/** Remembers a decision that was just made, so that it can be taken back. */
export function remember(lab: Lab, decision: Omit<Decision, "at">): void {
  lab.store.setState((state) => ({
    decisions: withDecision(decisionsOf(state), { ...decision, at: lab.now() }),
  }));
}

function apply(lab: Lab, change: Decision["undo"]): void {
  if (change.away !== undefined) {
    lab.controls.get(change.away)?.cancel();
    for (const { id, spec } of lab.store.getState().runs.repairs)
      if (spec.point.run === change.away) lab.controls.get(id)?.cancel();
  }
  // the export was of the point that was chosen until now
  if (change.chosen !== undefined) discard(lab, "choice");
  lab.store.setState((state) => withPlanChange(state, change));
}

/** Takes the last decision back; does nothing where there is none. */
export function undoDecision(lab: Lab): void {
  const { past, future } = decisionsOf(lab.store.getState());
  const last = past.at(-1);
  if (last === undefined) return;
  apply(lab, last.undo);
  lab.store.setState({ decisions: { past: past.slice(0, -1), future: [...future, last] } });
}

/** Makes the decision again that was taken back last. */
export function redoDecision(lab: Lab): void {
  const { past, future } = decisionsOf(lab.store.getState());
  const next = future.at(-1);
  if (next === undefined) return;
  apply(lab, next.redo);
  lab.store.setState({ decisions: { past: [...past, next], future: future.slice(0, -1) } });
}
