import type { Lab } from "../lab.ts";

export function hoverUnit(lab: Lab, unit: number | null): void {
  if (lab.store.getState().view.hoveredUnit === unit) return;
  lab.store.setState(({ view }) => ({ view: { ...view, hoveredUnit: unit } }));
}
