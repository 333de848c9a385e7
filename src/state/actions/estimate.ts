import { evaluationsOf, indexOf } from "../derived-settings.ts";
import type { Lab } from "../lab.ts";
import { startRun } from "../start-run.ts";

/** Estimates the chosen power index of every unit of the whole network. */
export async function estimate(lab: Lab): Promise<void> {
  const state = lab.store.getState();
  const { seed, payoff, step } = state.settings;
  await startRun(lab, "estimate", "Power estimate", {
    seed,
    index: indexOf(state),
    payoff,
    evaluations: evaluationsOf(state),
    stepEvaluations: step,
  });
}
