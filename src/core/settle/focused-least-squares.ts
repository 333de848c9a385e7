import { drawBernoulli, samplingBias } from "../estimate/bernoulli-coalitions.ts";
import { CoalitionSums } from "../estimate/coalition-sums.ts";
import type { Budget } from "../estimate/estimator.ts";
import { type Regression, regressionAnswers } from "../estimate/regression-answers.ts";
import { checkBudget, type SamplingCheckpoint } from "../estimate/step-through.ts";
import type { Game } from "../game/game.ts";
import type { PowerEstimate, PowerIndex } from "../power/power-index.ts";
import { type RandomSource, restoreRandom } from "../random/random-source.ts";
import { RunningMoments } from "../stats/running-moments.ts";
import type { Step } from "../step.ts";
import { contestedOf } from "./contested.ts";
import { lookTimes } from "./peeking.ts";
import { carriedStates, type SettledEstimate, type SettleSettings, settledEstimate } from "./settled-estimate.ts";
import { type ToggleChain, toggleChain } from "./toggle-chain.ts";
import { toggleRounds } from "./toggle-rounds.ts";
import { firstLook } from "./until-settled.ts";
import { withMarginals } from "./with-marginals.ts";

/** The samples so far, and what the evaluations up to the next look are spent on. */
function focusedSampling(players: number, bias: number, random: RandomSource) {
  const sums = new CoalitionSums(players);
  const spread = new RunningMoments();
  const moments = Array.from({ length: players }, () => new RunningMoments());
  const shown = regressionAnswers(players);
  let first = 0;
  let chain: ToggleChain | null = null;
  let toDraw = 0;
  let toTake = 0;

  const regression = (): Regression => {
    const { rows } = sums;
    const centre = Float64Array.from({ length: players }, (_, i) => sums.countOf(i) / rows);
    const gram = sums.gramAround(centre);
    const response = sums.momentsAround(centre);
    return {
      sums,
      centre,
      gram,
      moments: response,
      level: sums.responseSum / rows,
      levelLeverage: 1 / rows,
      columns: players + 1,
      few: { players, rows, gram, moments: response, total: spread.squares },
    };
  };
  const joined = (fitted: PowerEstimate, evaluations: number) => ({ ...withMarginals(fitted, moments), evaluations });

  return {
    /** Plans the next evaluations; everything before them was taken. */
    plan(contested: Int32Array, evaluations: number): void {
      const fitted = regressionAnswers(players)(regression(), sums.rows, true);
      chain = toggleChain(contested, bias, players, moments, random);
      toDraw = toTake = chain.length * toggleRounds(contested, evaluations, fitted, sums.rows, moments);
    },
    draw(row: Uint8Array): void {
      if (toDraw > 0) {
        toDraw--;
        chain!.draw(row);
      } else drawBernoulli(row, bias, random);
    },
    take(row: Uint8Array, value: number): void {
      if (toTake > 0) {
        toTake--;
        chain!.take(row, value);
        return;
      }
      if (sums.rows === 0) first = value;
      sums.add(row, value - first);
      spread.add(value);
    },
    /** For the eye, between looks: standard errors may be carried. */
    shown: (evaluations: number) => joined(shown(regression(), sums.rows, false), evaluations),
    /** At a look: the same whatever was shown before. */
    exact: (evaluations: number) => joined(regressionAnswers(players)(regression(), sums.rows, true), evaluations),
  };
}

/**
 * Least squares that spends its evaluations where they separate (METHOD section 4, "Stopping"): biased Banzhaf until
 * the top `count` is settled or the budget is spent. At each look it decides whether the evaluations up to the next one
 * go on informing everybody (masks for the regression) or go to the contested alone (see `contestedOf`, `toggleChain`),
 * whichever tells more of these; both kinds are joined by inverse variance. Looks, states and alpha as in
 * `untilSettled`. What is spent on whom follows from earlier values, which leaves the estimate consistent but not
 * exactly unbiased. The numbers do not depend on the step size.
 * Errors: settings-invalid for Shapley, for a bias of 0 or 1, and for a budget below 1.
 */
export async function* focusedLeastSquares(
  game: Game,
  index: PowerIndex,
  budget: Budget,
  settle: SettleSettings,
  random: RandomSource,
  from?: SamplingCheckpoint,
): AsyncGenerator<Step<SettledEstimate, SamplingCheckpoint>, SettledEstimate> {
  const bias = samplingBias(index);
  checkBudget(game, budget, 1, "focused least squares");
  const { players } = game;
  const total = Math.floor(budget.evaluations);
  const times = lookTimes(firstLook * players, total);
  const source = from === undefined ? random : restoreRandom(from.random);
  const initial = source.state();
  const sampling = focusedSampling(players, bias, source);
  const earlier = from?.values ?? [];
  const values: number[] = [];

  let seen: SettledEstimate | null = null;
  for (let look = 0; look < times.length; look++) {
    while (values.length < times[look]) {
      const replayed = values.length < earlier.length;
      const pace = replayed ? earlier.length - values.length : Math.floor(budget.stepEvaluations);
      const rows = Math.min(pace, times[look] - values.length);
      const members = new Uint8Array(rows * players);
      for (let row = 0; row < rows; row++) sampling.draw(members.subarray(row * players, (row + 1) * players));
      const played = replayed
        ? earlier.slice(values.length, values.length + rows)
        : await game.values({ players, rows, members });
      for (let row = 0; row < rows; row++) {
        sampling.take(members.subarray(row * players, (row + 1) * players), played[row]);
        values.push(played[row]);
      }
      if (replayed || values.length === times[look]) continue;
      yield {
        answer: carriedStates(sampling.shown(values.length), seen, times.length),
        progress: { done: values.length, total, unit: "evaluations", atMost: true },
        checkpoint: { random: initial, values: values.slice() },
      };
    }
    seen = settledEstimate(sampling.exact(values.length), settle, { taken: look + 1, planned: times.length });
    const finished = seen.settled || look === times.length - 1;
    yield {
      answer: seen,
      progress: { done: values.length, total: finished ? values.length : total, unit: "evaluations", atMost: true },
      checkpoint: { random: initial, values: values.slice() },
    };
    if (finished) return seen;
    const contested = contestedOf(seen, settle.count, { ...settle, looks: seen.looks });
    sampling.plan(contested, times[look + 1] - times[look]);
  }
  return seen!;
}
