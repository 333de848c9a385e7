import { biasOf, interactionEvaluationsOf, payoffOf } from "../derived-settings.ts";
import type { Lab } from "../lab.ts";
import { startRun } from "../start-run.ts";

/** Estimates how the chosen units depend on each other, pair by pair, at the present d. */
export async function measureInteraction(lab: Lab): Promise<void> {
  const state = lab.store.getState();
  const { seed, step } = state.settings;
  await startRun(lab, "interaction", "Interaction", {
    seed,
    payoff: payoffOf(state),
    units: [...state.view.picked].sort((a, b) => a - b),
    bias: biasOf(state),
    evaluations: interactionEvaluationsOf(state),
    stepEvaluations: step,
  });
}
