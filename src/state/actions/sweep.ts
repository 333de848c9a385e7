import { statisticOf } from "../derived-settings.ts";
import type { Lab } from "../lab.ts";
import { startRun } from "../start-run.ts";

/** Sweeps the kept fractions with nested random masks. The bias follows the new critical size again unless it was set. */
export async function sweep(lab: Lab): Promise<void> {
  const state = lab.store.getState();
  const { seed, fractions, masks, rescaled, step } = state.settings;
  const statistic = statisticOf(state);
  // A regression's outputs have a scale of their own: rescaled masks would blow up their variance as p falls.
  const regression = state.session.prepared?.measure === "explained-variance";
  const settings = { fractions, masks, rescaled: rescaled && !regression, statistic };
  await startRun(lab, "sweep", "Uncertainty sweep", { seed, stepEvaluations: step, settings });
}
