import { biasOf } from "./derived-settings.ts";
import type { LabState } from "./lab-state.ts";

/** Nearer than this to one of the others, the present d is left out. */
const apart = 0.02;
const tenths = Array.from({ length: 9 }, (_, place) => (place + 1) / 10);

/** Biases at which rankings are compared: tenths where a pool can be trusted, and the present d among them. */
export function sensitivityBiases(state: LabState): readonly number[] {
  const bias = biasOf(state);
  const within = bias > 0.1 && bias < 0.9 && tenths.every((tenth) => Math.abs(tenth - bias) > apart);
  return within ? [...tenths, bias].sort((a, b) => a - b) : tenths;
}
