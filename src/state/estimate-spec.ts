import type { EstimateSpec } from "../jobs/contract.ts";
import { estimatorOf, indexOf, payoffOf, playsOf, priorMasksOf, stopOf, targetOf } from "./derived-settings.ts";
import { fewerExamplesOf } from "./fewer-examples.ts";
import type { LabState } from "./lab-state.ts";
import { rulesOf } from "./rules-of.ts";

/** What a spec says of games of single layers: nothing where all units play together. */
function layersOf(state: LabState): Pick<EstimateSpec, "plays" | "rules"> {
  const plays = playsOf(state);
  const rules = rulesOf(state);
  return plays === "together" ? {} : { plays, ...(rules.length === 0 ? {} : { rules }) };
}

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
    ...layersOf(state),
  };
}

/** What of a spec decides the values: neither the pace, nor how many units are held to be the top. */
const deciding = (spec: EstimateSpec) => {
  const { seed, index, payoff, estimator, stop, priorMasks, examplesEach = "all", plays = "together", rules } = spec;
  // each layer ends where its own top is settled
  const tops = stop.kind === "settled" ? rules : undefined;
  return JSON.stringify([seed, index, payoff, estimator, stop, priorMasks, examplesEach, plays, tops]);
};

/** Whether two specs lead to the same estimate. */
export function sameEstimate(a: EstimateSpec, b: EstimateSpec): boolean {
  return deciding(a) === deciding(b);
}
