import type { RecordedRepair } from "../core/experiment/repair-reader.ts";
import type { RunRecord } from "../core/experiment/run-record.ts";
import { FailureError } from "../core/failure.ts";
import { isEstimatorName } from "./estimator-choice.ts";
import { defaultPruning, type PruningSettings } from "./pruning-settings.ts";
import { defaultSettings, outOfRange, type Settings } from "./settings.ts";
import { defaultTuning, type TuningSettings } from "./tuning-settings.ts";

function pruningOf({ prune, figures }: RunRecord): Partial<PruningSettings> {
  if (prune === null) return {};
  const { goal = { kind: "units" }, ...said } = prune.settings;
  const whole = figures.cost?.before;
  // half a unit more, so that the share of the whole rounds down to what was recorded
  const share = (kind: "parameters" | "macs", most: number) =>
    whole ? Math.min(1, (most + 0.5) / whole[kind]) : defaultPruning.goalShare;
  return {
    strategy: said.strategy,
    scope: said.scope ?? defaultPruning.scope,
    goal: goal.kind,
    target: said.target,
    ...(goal.kind === "accuracy" ? { fall: goal.fall } : {}),
    ...(goal.kind === "parameters" || goal.kind === "macs" ? { goalShare: share(goal.kind, goal.most) } : {}),
    stepUnits: said.stepUnits,
    stepShare: said.stepShare ?? 0,
    roundEvaluations: said.roundEvaluations,
    swapEvaluations: said.swapEvaluations ?? null,
    normalised: said.normalised ?? false,
    rules: said.rules ?? [],
  };
}

function tuningOf({ settings, examples }: RecordedRepair): Partial<TuningSettings> {
  const { kind, penalty, rate, temperature, distilShare, ...said } = settings;
  return {
    repairKind: kind,
    repairExamples: examples,
    refitPenalty: penalty ?? defaultTuning.refitPenalty,
    ...(kind === "fine-tune" && {
      learningRate: rate ?? defaultTuning.learningRate,
      optimizer: said.optimizer ?? defaultTuning.optimizer,
      schedule: said.schedule ?? defaultTuning.schedule,
      epochs: said.epochs ?? defaultTuning.epochs,
      batch: said.batch ?? defaultTuning.batch,
      patience: said.patience ?? defaultTuning.patience,
      distil: distilShare !== undefined,
      temperature: temperature ?? defaultTuning.temperature,
      distilShare: distilShare ?? defaultTuning.distilShare,
    }),
  };
}

function estimateOf({ estimate, prune }: RunRecord): Partial<Settings> {
  const index = estimate?.index ?? prune?.settings.index;
  const stop = estimate?.stop;
  const named = estimate?.estimator ?? "default";
  return {
    ...(index && { index: index.kind }),
    ...(index?.kind === "biased-banzhaf" && { bias: index.bias }),
    payoff: estimate?.payoff ?? prune?.payoff ?? defaultSettings.payoff,
    examplesEach: prune?.settings.examplesEach ?? estimate?.examplesEach ?? "all",
    ...(estimate && {
      ranking: named === "pool" ? "pool" : "one-index",
      estimator: isEstimatorName(named) ? named : "default",
      plays: estimate.plays ?? "together",
      stop: stop?.kind ?? "evaluations",
      [named === "pool" ? "poolEvaluations" : "evaluations"]: stop?.evaluations ?? estimate.evaluations,
      seconds: stop?.seconds ?? defaultSettings.seconds,
      tolerance: stop?.tolerance ?? 0,
      focused: stop?.focused ?? false,
      prior: estimate.priorMasks !== 0,
      ...(named === "pool" && { poolFocus: estimate.focus == null ? "even" : "bias" }),
    }),
  };
}

/** What of a record one page of settings cannot hold, for several steps may each have their own. */
function furtherSettings({ sweep, estimate, prune, repair = [] }: RunRecord): readonly Partial<Settings>[] {
  const seeds = [sweep, estimate, prune, ...repair].flatMap((step) => (step ? [{ seed: step.seed }] : []));
  const indices = [estimate?.index, prune?.settings.index].flatMap((index) =>
    index?.kind === "biased-banzhaf" ? [{ bias: index.bias }] : [],
  );
  const focus = estimate?.focus == null ? [] : [{ bias: estimate.focus }];
  const passes = estimate?.priorMasks ? [{ masks: estimate.priorMasks }] : [];
  const examples = [{ repairExamples: prune?.settings.refitExamples ?? null }];
  return [...seeds, ...indices, ...focus, ...passes, ...examples, ...repair.map(tuningOf)];
}

/**
 * The settings that a record says, so that the panels ask for what it has: every step as it was recorded, the defaults
 * where it says nothing.
 * @throws FailureError settings-invalid where one is beyond what a person could choose
 */
export function settingsOfRecord(record: RunRecord): Partial<Settings> {
  const { split, sweep, estimate, prune, repair = [], backend, discipline, pairing } = record;
  const last = repair.at(-1);
  const known = (["webgpu", "wasm", "cpu"] as const).find((name) => name === backend.name);
  const settings: Partial<Settings> = {
    seed: prune?.seed ?? estimate?.seed ?? sweep?.seed ?? defaultSettings.seed,
    splitSeed: split.seed,
    backend: known ?? "auto",
    calibration: split.calibration,
    validation: split.validation,
    test: split.test,
    rankFrom: discipline?.rankedFrom ?? defaultSettings.rankFrom,
    trainingSaw: discipline?.trainingSaw ?? defaultSettings.trainingSaw,
    pairing,
    ...(sweep && { ...sweep.settings }),
    ...estimateOf(record),
    ...pruningOf(record),
    ...(last ? tuningOf(last) : { repairExamples: prune?.settings.refitExamples ?? null }),
  };
  const beyond = [settings, ...furtherSettings(record)].flatMap(outOfRange);
  if (beyond.length > 0)
    throw new FailureError({
      kind: "settings-invalid",
      message: `The record has settings that nobody could have chosen: ${beyond.join("; ")}.`,
      advice: "Use the record as Quorum wrote it.",
    });
  return settings;
}
