import { statisticOf } from "../derived-settings.ts";
import type { Lab } from "../lab.ts";
import { startRun } from "../start-run.ts";
import { groupsOnSide } from "../surface-sides.ts";

/** Sweeps the kept fractions of two sets of groups against each other. */
export async function sweepSurface(lab: Lab): Promise<void> {
  const state = lab.store.getState();
  const { seed, surfaceSteps, surfaceMasks, rescaled } = state.settings;
  await startRun(lab, "surface", "Surface", {
    seed,
    first: groupsOnSide(state, "first"),
    second: groupsOnSide(state, "second"),
    fractions: Array.from({ length: surfaceSteps }, (_, place) => (place + 1) / surfaceSteps),
    masks: surfaceMasks,
    rescaled,
    statistic: statisticOf(state),
  });
}
