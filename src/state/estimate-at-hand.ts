import { powerAt } from "../core/estimate/pool-power.ts";
import type { PowerEstimate } from "../core/power/power-index.ts";
import { indexOf, payoffOf, poolEvaluationsOf } from "./derived-settings.ts";
import { estimateSpecOf, sameEstimate } from "./estimate-spec.ts";
import { fewerExamplesOf } from "./fewer-examples.ts";
import type { LabState } from "./lab-state.ts";
import type { Origin } from "./run.ts";

export interface EstimateAtHand {
  readonly power: PowerEstimate;
  readonly origin: Origin["estimate"];
}

/** What a record says of coalitions that were played on a part of the examples. */
const workSaid = ({ examplesEach, work }: Pick<PowerEstimate, "examplesEach" | "work">) => ({
  ...(examplesEach === undefined ? {} : { examplesEach }),
  ...(work === undefined ? {} : { work }),
});

/** The pool's, where it is the pool that the settings ask for; its focus may be another d, for it serves them all. */
function fromPool(state: LabState): EstimateAtHand | null {
  const { pool } = state.runs;
  if (pool?.status !== "done" || pool.answer === null) return null;
  const { seed, payoff, evaluations } = pool.spec;
  if (seed !== state.settings.seed || payoff !== payoffOf(state) || evaluations !== poolEvaluationsOf(state))
    return null;
  if (pool.spec.examplesEach !== fewerExamplesOf(state).examplesEach) return null;
  const index = indexOf(state);
  const { evaluations: spent } = pool.answer;
  const asked = { kind: "evaluations", evaluations } as const;
  const how = { estimator: "pool", stop: asked, focus: pool.spec.focus };
  const origin = { seed, index, payoff, evaluations: spent, ...workSaid(pool.answer), ...how };
  return { power: powerAt(pool.answer, index), origin };
}

/**
 * The power that the Power step shows, where it may be ranked by as it is: a finished estimate by the settings as they
 * are now, seed included, or the pool's for any index, where the person ranks by the pool.
 */
export function estimateAtHand(state: LabState): EstimateAtHand | null {
  if (state.settings.ranking === "pool") return fromPool(state);
  const { estimate } = state.runs;
  if (estimate?.status !== "done" || estimate.answer === null) return null;
  if (!sameEstimate(estimate.spec, estimateSpecOf(state))) return null;
  const { seed, index, payoff, stop, plays, priorMasks } = estimate.spec;
  const { evaluations, estimator } = estimate.answer;
  return {
    power: estimate.answer,
    origin: {
      seed,
      index,
      payoff,
      evaluations,
      ...workSaid(estimate.answer),
      estimator,
      stop,
      ...(plays && { plays }),
      priorMasks,
    },
  };
}

/** The power that the Power step shows, be it finished or not; null before there is any. */
export function shownPower(state: LabState): PowerEstimate | null {
  const { estimate, pool } = state.runs;
  if (state.settings.ranking === "one-index") return estimate?.answer ?? null;
  return pool?.answer ? powerAt(pool.answer, indexOf(state)) : null;
}
