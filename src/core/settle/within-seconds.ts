import type { Estimator } from "../estimate/estimator.ts";
import { exactEnumeration } from "../estimate/exact-enumeration.ts";
import type { SamplingCheckpoint } from "../estimate/step-through.ts";
import type { Game } from "../game/game.ts";
import type { PowerEstimate, PowerIndex } from "../power/power-index.ts";
import { type RandomSource, seededRandom } from "../random/random-source.ts";
import type { Step } from "../step.ts";
import { canGrow } from "./can-grow.ts";
import { pooledEstimates } from "./pooled-estimates.ts";
import { firstLook } from "./until-settled.ts";

export interface TimeBudget {
  readonly seconds: number;
  /** Evaluations at most. */
  readonly evaluations: number;
  readonly stepEvaluations: number;
}

/**
 * Estimates until the seconds are over; a step in flight is finished. The evaluations that it became are in the answer:
 * an estimator that can grow gives exactly what it gives with that budget. Of any other one, runs of their own follow
 * each other, each as large as all before it, and the answer is the mean of the whole ones, weighted by their
 * evaluations; the run that the clock broke off counts only where there is no other.
 * @param now the time in seconds: core has no clock
 * Errors: those of the estimator.
 */
export async function* withinSeconds(
  estimator: Estimator<SamplingCheckpoint>,
  game: Game,
  index: PowerIndex,
  { seconds, evaluations, stepEvaluations }: TimeBudget,
  random: RandomSource,
  now: () => number,
): AsyncGenerator<Step<PowerEstimate>, PowerEstimate> {
  const end = now() + seconds;
  const grows = canGrow(estimator);
  const exact = estimator.name === exactEnumeration.name;
  const key = random.state().join(".");
  const most = Math.floor(evaluations);
  const whole: PowerEstimate[] = [];
  let spent = 0;
  for (let run = 0; ; run++) {
    const share = grows || exact ? most : Math.min(most - spent, Math.max(spent, firstLook * game.players));
    const source = () => seededRandom(key, `run ${run}`);
    const steps = estimator.estimate(game, index, { evaluations: share, stepEvaluations }, source());
    let done = false;
    for (;;) {
      const step = await steps.next();
      if (step.done) {
        whole.push(step.value);
        break;
      }
      const { answer, checkpoint } = step.value;
      const shown = whole.length === 0 ? answer : pooledEstimates([...whole, answer]);
      // whichever ends it, the clock or the evaluations
      const share = Math.max((now() - end + seconds) / seconds, shown.evaluations / most);
      const cost = { done: Math.min(1, share) * seconds, total: seconds };
      yield { answer: shown, progress: { done: shown.evaluations, total: most, unit: "evaluations", cost } };
      done = now() >= end;
      if (!done) continue;
      if (step.value.progress.done >= step.value.progress.total) whole.push(answer);
      else if (grows) {
        // no evaluation more: the same answer as with this budget from the start
        const budget = { evaluations: answer.evaluations, stepEvaluations };
        for await (const last of estimator.estimate(game, index, budget, source(), checkpoint)) whole[0] = last.answer;
      } else if (whole.length === 0) whole.push(answer);
      break;
    }
    spent = whole.reduce((sum, part) => sum + part.evaluations, 0);
    // what is left must be worth a run
    if (done || grows || most - spent < firstLook * game.players) break;
  }
  const answer = whole.length === 1 ? whole[0] : pooledEstimates(whole);
  yield { answer, progress: { done: answer.evaluations, total: answer.evaluations, unit: "evaluations" } };
  return answer;
}
