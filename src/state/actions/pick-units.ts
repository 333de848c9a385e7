import type { Lab } from "../lab.ts";
import { pickable } from "../lab-state.ts";

/** Chooses these units to look at closely; what is beyond the number that can be shown is left out. */
export function pickUnits(lab: Lab, units: readonly number[]): void {
  const picked = [...new Set(units)].slice(0, pickable);
  lab.store.setState(({ view }) => ({ view: { ...view, picked } }));
}

/** Adds a unit to the chosen ones, or takes it away. */
export function togglePick(lab: Lab, unit: number): void {
  const { picked } = lab.store.getState().view;
  pickUnits(lab, picked.includes(unit) ? picked.filter((one) => one !== unit) : [...picked, unit]);
}
