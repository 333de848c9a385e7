import type { RecordedRepair } from "../core/experiment/repair-reader.ts";
import type { RunRecord } from "../core/experiment/run-record.ts";
import type { RepairSettings } from "../core/repair/repair-settings.ts";
import type { EstimateSpec, PoolSpec, Stop } from "../jobs/contract.ts";
import { isEstimatorName } from "./estimator-choice.ts";
import { defaultSettings } from "./settings.ts";
import { defaultTuning } from "./tuning-settings.ts";

/** Backward passes of a first ranking where a record does not name them. */
const usualPriorMasks = 50;

type RecordedEstimate = NonNullable<RunRecord["estimate"]>;

/** When a repeated estimate ends: as it did, and by count where the clock decided. */
function stopOf({ stop, evaluations: spent }: RecordedEstimate): Stop {
  if (stop?.kind !== "settled") {
    const asked = stop?.kind === "evaluations" ? stop.evaluations : spent;
    return { kind: "evaluations", evaluations: asked };
  }
  const { count = 1, tolerance = 0, focused = false, evaluations } = stop;
  return { kind: "settled", count, tolerance, focused, evaluations };
}

/** Of both kinds of estimates; pace (stepEvaluations) changes no figure. */
function sharedOf({ prune }: RunRecord, { seed, payoff, examplesEach }: RecordedEstimate) {
  const each = prune?.settings.examplesEach ?? examplesEach;
  return {
    seed,
    payoff,
    stepEvaluations: defaultSettings.step,
    ...(each === undefined ? {} : { examplesEach: each }),
  };
}

/** The pool that a record was ranked by; null where it was ranked otherwise. */
export function poolSpecOf(record: RunRecord): PoolSpec | null {
  const { estimate } = record;
  if (estimate?.estimator !== "pool") return null;
  const evaluations = estimate.stop?.evaluations ?? estimate.evaluations;
  return { ...sharedOf(record, estimate), evaluations, focus: estimate.focus ?? null };
}

/**
 * The estimate that a record was ranked by; null where it was a pool, or where the strategy estimated by itself.
 * @param measure what the lab's figures are: the first ranking needs known classes
 */
export function estimateSpecOf(record: RunRecord, measure: string | null): EstimateSpec | null {
  const { estimate, prune } = record;
  if (estimate === null || estimate.estimator === "pool") return null;
  const { index, estimator = "default", plays, priorMasks } = estimate;
  const rules = prune?.settings.rules;
  return {
    ...sharedOf(record, estimate),
    index,
    estimator: isEstimatorName(estimator) ? estimator : "default",
    stop: stopOf(estimate),
    priorMasks: priorMasks ?? (measure === "accuracy" ? usualPriorMasks : 0),
    count: prune?.settings.target ?? 1,
    ...(plays === undefined || plays === "together" ? {} : { plays, ...(rules?.length ? { rules } : {}) }),
  };
}

/** How a recorded step of repair went about it. */
export function repairSettingsOf({ settings }: RecordedRepair): RepairSettings {
  const { kind } = settings;
  if (kind === "refit") return { kind, penalty: settings.penalty ?? defaultTuning.refitPenalty };
  if (kind !== "fine-tune") return { kind };
  const { temperature = defaultTuning.temperature, distilShare } = settings;
  return {
    kind,
    optimizer: settings.optimizer ?? defaultTuning.optimizer,
    rate: settings.rate ?? defaultTuning.learningRate,
    schedule: settings.schedule ?? defaultTuning.schedule,
    epochs: settings.epochs ?? defaultTuning.epochs,
    batch: settings.batch ?? defaultTuning.batch,
    patience: settings.patience ?? defaultTuning.patience,
    distillation: distilShare === undefined ? null : { temperature, share: distilShare },
  };
}
