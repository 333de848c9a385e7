import { type Payoff, payoffsFor } from "../core/game/payoff.ts";
import type { Plays } from "../core/game/plays.ts";
import type { ModelSummary } from "../core/model/summary.ts";
import { enumerablePlayers } from "../core/power/enumeration.ts";
import type { PowerIndex } from "../core/power/power-index.ts";
import type { UncertaintyStatistic } from "../core/uncertainty/band.ts";
import { statisticsFor } from "../core/uncertainty/statistics-for.ts";
import type { Measure, Stop } from "../jobs/contract.ts";
import { estimatorsFor } from "./estimator-choice.ts";
import type { LabState } from "./lab-state.ts";
import { budgetOf } from "./rules-of.ts";

/** Ten evaluations a player give usable intervals (METHOD section 4); above this many a default run would take too long. */
const defaultEvaluationsCap = 10_000;
/** Where time or certainty decide, evaluations are only the last resort. */
const lastResort = { aPlayer: 100, cap: 100_000 };
/** Forward and backward passes of the first ranking (METHOD section 4). */
const priorMasks = 50;

export function playersOfLab(state: LabState): number {
  return state.session.holdings?.model?.players ?? 0;
}

/** Who plays in an estimate; of a pool, and where there is one layer, all units. */
export function playsOf({ settings, session }: LabState): Plays {
  const groups = session.holdings?.model?.groups.length ?? 0;
  return settings.ranking === "one-index" && groups > 1 ? settings.plays : "together";
}

/** Units that play in each game of an estimate: all, or those of each layer. */
export function gameSizesOf(state: LabState): readonly number[] {
  return playsOf(state) === "together"
    ? [playersOfLab(state)]
    : (state.session.holdings?.model?.groups ?? []).map(({ width }) => width);
}

/** Units of the largest game of an estimate. */
export function largestGameOf(state: LabState): number {
  return Math.max(0, ...gameSizesOf(state));
}

/** The bias d: the person's, else the critical size, else one half. */
export function biasOf(state: LabState): number {
  return state.settings.bias ?? state.runs.sweep?.answer?.critical.fraction ?? 0.5;
}

export function indexOf(state: LabState): PowerIndex {
  const kind = state.settings.index;
  return kind === "biased-banzhaf" ? { kind, bias: Math.min(0.99, Math.max(0.01, biasOf(state))) } : { kind };
}

/** Coalitions for an estimate of all units; all there are where they are few enough to be enumerated. */
export function evaluationsOf(state: LabState): number {
  const { evaluations, stop } = state.settings;
  if (evaluations !== null) return evaluations;
  const players = playersOfLab(state);
  const all = gameSizesOf(state).reduce((sum, units) => sum + 2 ** units, 0);
  if (all <= 2 ** enumerablePlayers) return all;
  return stop === "evaluations"
    ? Math.min(10 * players, defaultEvaluationsCap)
    : Math.min(lastResort.aPlayer * players, lastResort.cap);
}

/** Coalitions of a pool: three coefficients a player take more than an index of one. */
export function poolEvaluationsOf(state: LabState): number {
  return state.settings.poolEvaluations ?? Math.min(20 * playersOfLab(state), 2 * defaultEvaluationsCap);
}

/** Coalitions for the interaction of the chosen units: at least twenty rounds (a round is 1 + m + m (m - 1) / 2). */
export function interactionEvaluationsOf(state: LabState): number {
  const units = Math.max(2, state.view.picked.length);
  return state.settings.interactionEvaluations ?? 40 * (1 + units + (units * (units - 1)) / 2);
}

export function leastCoreEvaluationsOf(state: LabState): number {
  return state.settings.leastCoreEvaluations ?? Math.min(10 * playersOfLab(state), defaultEvaluationsCap);
}

/** When the estimate is good enough, as the settings say. */
export function stopOf(state: LabState): Stop {
  const { stop: kind, seconds, tolerance, focused } = state.settings;
  const evaluations = evaluationsOf(state);
  if (kind === "seconds") return { kind, seconds, evaluations };
  if (kind === "settled") return { kind, count: targetOf(state), tolerance, focused, evaluations };
  return { kind, evaluations };
}

/** What the lab's figures are; accuracy until the data have been read. */
export function measureOf(state: LabState): Measure {
  return state.session.prepared?.measure ?? "accuracy";
}

/** Payoffs that the data allow. */
export function payoffsOffered(measure: Measure): readonly Payoff[] {
  return payoffsFor({
    labels: measure === "agreement" ? [] : [0],
    ...(measure === "explained-variance" ? { targets: true } : {}),
  });
}

/** The person's payoff where the data allow it, else the first that they do. */
export function payoffOf(state: LabState): Payoff {
  const offered = payoffsOffered(measureOf(state));
  return offered.find((payoff) => payoff === state.settings.payoff) ?? offered[0] ?? state.settings.payoff;
}

/** Uncertainty statistics that the data allow: votes need classes. */
export function statisticsOffered(measure: Measure): readonly UncertaintyStatistic[] {
  return statisticsFor(measure === "explained-variance" ? "values" : "classes");
}

export function statisticOf(state: LabState): UncertaintyStatistic {
  const offered = statisticsOffered(measureOf(state));
  return offered.find((one) => one === state.settings.statistic) ?? offered[0] ?? state.settings.statistic;
}

/** The person's estimator where it estimates the index, else the default one. */
export function estimatorOf(state: LabState): string {
  const { estimator } = state.settings;
  const offered = estimatorsFor(indexOf(state), largestGameOf(state));
  return offered.some((entry) => entry.estimator.name === estimator) ? estimator : "default";
}

/** Backward passes of the first ranking: they follow the log-likelihood, which needs known classes. */
export function priorMasksOf(state: LabState): number {
  return state.settings.prior && measureOf(state) === "accuracy" ? priorMasks : 0;
}

/** Coalitions a round of a strategy. */
export function roundEvaluationsOf(state: LabState): number {
  const players = playersOfLab(state);
  return state.settings.roundEvaluations ?? (players <= enumerablePlayers ? 2 ** players : 4 * players);
}

/** Units to keep: the groups' budgets together, or the person's number within the network's, or the critical size in units. */
export function targetOf(state: LabState): number {
  const players = playersOfLab(state);
  const least = state.session.holdings?.model?.groups.length ?? 1;
  const wanted = state.settings.target ?? Math.round(biasOf(state) * players);
  return budgetOf(state) ?? Math.min(players, Math.max(least, wanted));
}

/** Units kept of each group of a selection, in the order of the model's groups. */
export function widthsOf(groups: ModelSummary["groups"], selection: Uint8Array): readonly number[] {
  let player = 0;
  return groups.map(({ width }) => {
    const end = player + width;
    let kept = 0;
    for (; player < end; player++) kept += selection[player] ?? 0;
    return kept;
  });
}
