import { scaledByLayer } from "../../core/baseline/within-layer.ts";
import { shownPower } from "../estimate-at-hand.ts";
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

/** Chooses the units at one end of the ranking that the Power step shows; nothing where there is none yet. */
export function pickByRank(lab: Lab, end: "top" | "bottom", count = 8): void {
  const shown = shownPower(lab.store.getState());
  if (shown === null) return;
  // powers of different layers' games are compared on each layer's own scale
  const power = shown.layers === undefined ? shown.power : scaledByLayer(shown.power, shown.layers);
  const ranked = Array.from(power.keys()).filter((unit) => !Number.isNaN(power[unit]));
  ranked.sort((a, b) => (power[b] ?? 0) - (power[a] ?? 0) || a - b);
  pickUnits(lab, end === "top" ? ranked.slice(0, count) : ranked.slice(-count));
}
