import { biasOf, payoffOf, poolEvaluationsOf } from "../derived-settings.ts";
import { fewerExamplesOf } from "../fewer-examples.ts";
import type { Lab } from "../lab.ts";
import { startRun } from "../start-run.ts";

/** Evaluates one pool of coalitions, from which the page ranks by every d and by Shapley without new evaluations. */
export async function fillPool(lab: Lab): Promise<void> {
  const state = lab.store.getState();
  const { seed, step, poolFocus } = state.settings;
  await startRun(lab, "pool", "Pool for every d", {
    seed,
    payoff: payoffOf(state),
    evaluations: poolEvaluationsOf(state),
    stepEvaluations: step,
    focus: poolFocus === "bias" ? biasOf(state) : null,
    ...fewerExamplesOf(state),
  });
}
