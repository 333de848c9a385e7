import type { Lab } from "../lab.ts";
import type { Side } from "../lab-state.ts";

/** Puts a group into one of the two sets of the surface, or leaves it always present. */
export function setSide(lab: Lab, group: string, side: Side): void {
  lab.store.setState(({ view }) => ({ view: { ...view, sides: { ...view.sides, [group]: side } } }));
}
