import type { EstimateSpec } from "../jobs/contract.ts";
import { estimatorOf, indexOf, payoffOf, priorMasksOf, stopOf, targetOf } from "./derived-settings.ts";
import { fewerExamplesOf } from "./fewer-examples.ts";
import type { LabState } from "./lab-state.ts";

/** The estimate that the settings ask for now. */
export function estimateSpecOf(state: LabState): EstimateSpec {
  const { seed, step } = state.settings;
  return {
    seed,
    index: indexOf(state),
    payoff: payoffOf(state),
    estimator: estimatorOf(state),
    stop: stopOf(state),
    stepEvaluations: step,
    priorMasks: priorMasksOf(state),
    count: targetOf(state),
    ...fewerExamplesOf(state),
  };
}

/** What of a spec decides the values: neither the pace, nor how many units are held to be the top. */
const deciding = ({ seed, index, payoff, estimator, stop, priorMasks, examplesEach = "all" }: EstimateSpec) =>
  JSON.stringify([seed, index, payoff, estimator, stop, priorMasks, examplesEach]);

/** Whether two specs lead to the same estimate. */
export function sameEstimate(a: EstimateSpec, b: EstimateSpec): boolean {
  return deciding(a) === deciding(b);
}
