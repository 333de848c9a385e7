import type { Outputs } from "../game/evaluator.ts";
import { classesOf, votesOf } from "../game/predictions.ts";
import { classOrderOf, crossOrdered } from "./class-order.ts";
import type { Pairing } from "./pairing.ts";
import type { PairingCandidates } from "./pairing-candidates.ts";
import { clearlyBetter, contenders, extended, mean, type Trial, type TrialTruth, trialOf } from "./pairing-trial.ts";

/** What the search needs of the world: the network's answers to trial examples from..to under a pairing. */
export interface PairingTask {
  readonly candidates: PairingCandidates;
  readonly truth: TrialTruth;
  /** Classes that the dataset names; 0 without any. */
  readonly classes: number;
  /** Examples of the first heat, and in all for those that it cannot tell apart. */
  readonly heat: number;
  readonly final: number;
  answer(pairing: Pairing, from: number, to: number): Promise<Outputs>;
}

/** All trials so far in the order of their making, and the one to propose. */
export interface PairingSearch {
  readonly trials: readonly Trial[];
  readonly proposed: Trial;
}

/** Predictions at most of the first heat. */
const mostTrials = 25;
/** Pairings at most that are shown more examples. */
const mostFinalists = 4;

/** Shares of right votes this close are not worth a closer look. */
const negligible = 0.01;

const keyOf = (pairing: Pairing) => JSON.stringify(pairing);

/** Halfway between guessing and always right: less is no reason to think that only the order is wrong. */
const orderFloor = (outputs: number) => (1 + 1 / outputs) / 2;

/** The class order under which a trial's votes would be right, where that is clearly better than any trial is. */
function reordered(task: PairingTask, trials: readonly Trial[]): readonly number[] | null {
  const { truth, classes } = task;
  if (truth.kind !== "classes" || classes < 2) return null;
  const { best } = contenders(trials);
  let found: { order: readonly number[]; right: number } | null = null;
  for (const { outputs } of trials) {
    const told = classesOf(outputs);
    if (told < classes) return null;
    const labels = truth.labels.subarray(0, outputs.examples);
    const votes = votesOf(outputs);
    const merit = Float64Array.from(crossOrdered(labels, votes, classes, told));
    const right = merit.reduce((sum, each) => sum + each, 0) / merit.length;
    if (right < orderFloor(told) || right <= (found?.right ?? 0) || !clearlyBetter({ merit }, best)) continue;
    found = { order: Array.from(classOrderOf(labels, votes, classes, told)), right };
  }
  return found?.order ?? null;
}

/**
 * Tries plausible pairings on a few examples, in stages: the ways to the input's shape; treatments of the values, the
 * commoner ones first; inversion, transposition and the order of colours; the order of the classes, read from the
 * confusions without another prediction. Each stage goes on from the commonest pairing that no other clearly beats.
 * Where a commoner one trails the best by more than a point but less than the noise, both are
 * shown more examples. Yields after every prediction.
 */
export async function* searchPairing(task: PairingTask): AsyncGenerator<PairingSearch, PairingSearch> {
  const { candidates, truth } = task;
  let trials: Trial[] = [];
  const seen = new Set<string>();
  const state = (): PairingSearch => ({ trials, proposed: contenders(trials).among[0] });
  const untried = (pairing: Pairing) => !seen.has(keyOf(pairing)) && seen.size < mostTrials;
  async function* tryAll(pairings: readonly Pairing[]): AsyncGenerator<PairingSearch, void> {
    for (const pairing of pairings) {
      if (!untried(pairing)) continue;
      seen.add(keyOf(pairing));
      trials = [...trials, trialOf(pairing, await task.answer(pairing, 0, task.heat), truth)];
      yield state();
    }
  }
  yield* tryAll(candidates.ways);
  const ways = contenders(trials).among.slice(0, 2);
  for (const { pairing } of ways) yield* tryAll(candidates.treatmentsOf(pairing));
  const before = state().proposed;
  yield* tryAll(candidates.variationsOf(before.pairing));
  const varied = state().proposed;
  if (varied !== before) yield* tryAll(candidates.treatmentsOf(varied.pairing));
  if (!candidates.orderChosen) {
    const order = reordered(task, trials);
    if (order) {
      const again = trials.map(({ pairing, outputs }) => trialOf({ ...pairing, classes: order }, outputs, truth));
      trials = [...trials, ...contenders(again).among];
      yield state();
      yield* tryAll(candidates.variationsOf(state().proposed.pairing));
    }
  }
  const { best, among } = contenders(trials);
  const behind = mean(best.merit) - mean(among[0].merit);
  if (behind > (truth.kind === "classes" ? negligible : 0) && task.final > task.heat) {
    const finalists = [...among.filter((trial) => trial !== best).slice(0, mostFinalists - 1), best];
    for (const finalist of finalists) {
      const longer = extended(finalist, await task.answer(finalist.pairing, task.heat, task.final), truth);
      trials = trials.map((trial) => (trial === finalist ? longer : trial));
      yield { trials, proposed: state().proposed };
    }
    const decided = trials.filter((trial) => trial.merit.length === task.final);
    return { trials, proposed: contenders(decided).among[0] };
  }
  return state();
}
