import { discard } from "../downstream.ts";
import type { Lab } from "../lab.ts";

/** Chooses the point of a pruning run; an export of another point is discarded. */
export function chooseSize(lab: Lab, run: string, size: number): void {
  const { chosen } = lab.store.getState().view;
  if (chosen?.run === run && chosen.size === size) return;
  discard(lab, "choice");
  lab.store.setState(({ view }) => ({ view: { ...view, chosen: { run, size } } }));
}
