import type { Lab } from "../lab.ts";

/** Stops pulling; what was found stays on the page. */
export function pause(lab: Lab, run: string): void {
  lab.controls.get(run)?.pause();
}

export function resume(lab: Lab, run: string): void {
  lab.controls.get(run)?.resume();
}

/** Ends the run; what it found until then stays on the page. */
export function cancel(lab: Lab, run: string): void {
  lab.controls.get(run)?.cancel();
}
