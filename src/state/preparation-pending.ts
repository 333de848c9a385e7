import { preparationSpecOf } from "./actions/prepare.ts";
import type { LabState } from "./lab-state.ts";

/** Whether the settings ask for another preparation than the last one. */
export function preparationPending(state: LabState): boolean {
  const last = state.runs.prepare?.spec;
  return last !== undefined && JSON.stringify(last) !== JSON.stringify(preparationSpecOf(state));
}
