import type { Lab } from "../lab.ts";
import type { HoveredPoint } from "../lab-state.ts";

/** Notes what is pointed at, for every figure that draws it; null where it is left. */
export function hoverPoint(lab: Lab, point: HoveredPoint | null): void {
  const now = lab.store.getState().hoveredPoint ?? null;
  if (
    now === point ||
    (now && point && now.run === point.run && now.size === point.size && now.network === point.network)
  )
    return;
  lab.store.setState({ hoveredPoint: point });
}
