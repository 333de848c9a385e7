import { estimateSpecOf } from "../estimate-spec.ts";
import type { Lab } from "../lab.ts";
import { startRun } from "../start-run.ts";

/** Estimates the chosen power index of every unit of the whole network. */
export async function estimate(lab: Lab): Promise<void> {
  await startRun(lab, "estimate", "Power estimate", estimateSpecOf(lab.store.getState()));
}
