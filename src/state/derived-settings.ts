import type { ModelSummary } from "../core/model/summary.ts";
import type { PowerIndex } from "../core/power/power-index.ts";
import type { LabState } from "./lab-state.ts";

/** Ten evaluations a player give usable intervals (METHOD section 4); above this many a default run would take too long. */
const defaultEvaluationsCap = 10_000;

export function playersOfLab(state: LabState): number {
  return state.session.holdings?.model?.players ?? 0;
}

/** The bias d: the person's, else the critical size, else one half. */
export function biasOf(state: LabState): number {
  return state.view.bias ?? state.runs.sweep?.answer?.critical.fraction ?? 0.5;
}

export function indexOf(state: LabState): PowerIndex {
  const kind = state.settings.index;
  return kind === "biased-banzhaf" ? { kind, bias: Math.min(0.99, Math.max(0.01, biasOf(state))) } : { kind };
}

/** Coalitions for an estimate of the whole network. */
export function evaluationsOf(state: LabState): number {
  return state.settings.evaluations ?? Math.min(10 * playersOfLab(state), defaultEvaluationsCap);
}

/** Coalitions a round of a strategy. */
export function roundEvaluationsOf(state: LabState): number {
  return state.settings.roundEvaluations ?? Math.max(1, 4 * playersOfLab(state));
}

/** Units to keep: the person's number within the network's, else the critical size in units. */
export function targetOf(state: LabState): number {
  const players = playersOfLab(state);
  const least = state.session.holdings?.model?.groups.length ?? 1;
  const wanted = state.settings.target ?? Math.round(biasOf(state) * players);
  return Math.min(players, Math.max(least, wanted));
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
