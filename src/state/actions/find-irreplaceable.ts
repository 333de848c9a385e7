import { leastCoreEvaluationsOf, payoffOf } from "../derived-settings.ts";
import type { Lab } from "../lab.ts";
import { startRun } from "../start-run.ts";

/** The least core over sampled coalitions: whom no coalition could do without. */
export async function findIrreplaceable(lab: Lab): Promise<void> {
  const state = lab.store.getState();
  const { seed, step } = state.settings;
  await startRun(lab, "irreplaceability", "Irreplaceability", {
    seed,
    payoff: payoffOf(state),
    evaluations: leastCoreEvaluationsOf(state),
    stepEvaluations: step,
  });
}
