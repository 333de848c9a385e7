import type { Lab } from "../lab.ts";
import { startRun } from "../start-run.ts";

/** Sweeps the kept fractions with nested random masks. The bias follows the new critical size again unless it was set. */
export async function sweep(lab: Lab): Promise<void> {
  const { seed, fractions, masks, rescaled, statistic } = lab.store.getState().settings;
  await startRun(lab, "sweep", "Uncertainty sweep", { seed, settings: { fractions, masks, rescaled, statistic } });
}
