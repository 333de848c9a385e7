import type { Budget, Estimator } from "../estimate/estimator.ts";
import { exactEnumeration } from "../estimate/exact-enumeration.ts";
import type { SamplingCheckpoint } from "../estimate/step-through.ts";
import type { Game } from "../game/game.ts";
import type { PowerEstimate, PowerIndex } from "../power/power-index.ts";
import { type RandomSource, seededRandom } from "../random/random-source.ts";
import type { Step } from "../step.ts";
import { canGrow } from "./can-grow.ts";
import { growth, lookTimes } from "./peeking.ts";
import { pooledEstimates } from "./pooled-estimates.ts";
import { carriedStates, type SettledEstimate, type SettleSettings, settledEstimate } from "./settled-estimate.ts";

/** An estimate as plain numbers. */
interface Block {
  readonly power: readonly number[];
  readonly standardError: readonly number[];
  readonly degreesOfFreedom: number | null;
  readonly evaluations: number;
}

/** Where it stands: looks behind it, the blocks that are done, and the run within the present look. JSON-safe. */
export interface SettleCheckpoint {
  readonly key: string;
  readonly looks: number;
  readonly blocks: readonly Block[];
  readonly run: SamplingCheckpoint | null;
}

const plain = ({ power, standardError, degreesOfFreedom, evaluations }: PowerEstimate): Block => ({
  power: Array.from(power),
  standardError: Array.from(standardError),
  // JSON knows neither NaN nor Infinity; only estimates with standard errors are kept as blocks
  degreesOfFreedom: Number.isFinite(degreesOfFreedom) ? degreesOfFreedom : null,
  evaluations,
});
const restored = ({ power, standardError, degreesOfFreedom, evaluations }: Block): PowerEstimate => ({
  power: Float64Array.from(power),
  standardError: Float64Array.from(standardError, (error) => error ?? Number.NaN),
  degreesOfFreedom: degreesOfFreedom ?? Number.POSITIVE_INFINITY,
  evaluations,
});

/** Evaluations a player before the first look: fewer leave the tails of the intervals too thin for small alphas. */
export const firstLook = 10;
/** Runs of their own double what there is: a short one would be too short for standard errors. */
export const growthOfRuns = 2;

/**
 * Runs an estimator until the top `count` is settled or the budget is spent (METHOD section 4, "Stopping"). It looks at
 * the estimate at planned, geometrically spaced numbers of evaluations, and each look may err with its part of alpha
 * only (see `alphaAt`). An estimator that can grow goes on with its run from look to look; any other one starts a run
 * of its own after each look, and what is seen is the mean of the runs, weighted by their evaluations.
 * Exact enumeration is looked at once, at its end. The numbers do not depend on the step size. The states of a step are those of the last look.
 * Errors: those of the estimator.
 */
export async function* untilSettled(
  estimator: Estimator<SamplingCheckpoint>,
  game: Game,
  index: PowerIndex,
  budget: Budget,
  settle: SettleSettings,
  random: RandomSource,
  from?: SettleCheckpoint,
): AsyncGenerator<Step<SettledEstimate, SettleCheckpoint>, SettledEstimate> {
  const total = Math.floor(budget.evaluations);
  const grows = canGrow(estimator);
  const exact = estimator.name === exactEnumeration.name;
  const times = exact ? [total] : lookTimes(firstLook * game.players, total, grows ? growth : growthOfRuns);
  const key = from?.key ?? random.state().join(".");
  const blocks = from?.blocks.map(restored) ?? [];
  let run = from?.run ?? undefined;
  let seen: SettledEstimate | null = null;
  for (let look = from?.looks ?? 0; look < times.length; look++) {
    const before = grows || look === 0 ? 0 : times[look - 1];
    const steps = estimator.estimate(
      game,
      index,
      { evaluations: times[look] - before, stepEvaluations: budget.stepEvaluations },
      seededRandom(key, grows ? "run" : `run ${look}`),
      run,
    );
    const pooled = (estimate: PowerEstimate) => (grows ? estimate : pooledEstimates([...blocks, estimate]));
    const checkpoint = (looks: number): SettleCheckpoint => ({
      key,
      looks,
      blocks: blocks.map(plain),
      run: run ?? null,
    });
    let last: PowerEstimate;
    for (;;) {
      const { done, value } = await steps.next();
      if (done) {
        seen = settledEstimate(pooled(value), settle, { taken: look + 1, planned: times.length });
        last = value;
        break;
      }
      run = value.checkpoint;
      const answer = carriedStates(pooled(value.answer), seen, times.length);
      yield {
        answer,
        progress: { done: answer.evaluations, total, unit: "evaluations", atMost: true },
        checkpoint: checkpoint(look),
      };
    }
    const finished = seen.settled || look === times.length - 1;
    const end = checkpoint(look);
    if (!grows) {
      blocks.push(last);
      run = undefined;
    }
    yield {
      answer: seen,
      progress: {
        done: seen.evaluations,
        total: finished ? seen.evaluations : total,
        unit: "evaluations",
        atMost: true,
      },
      // resumed from its end, it looks once more and ends
      checkpoint: finished ? end : checkpoint(look + 1),
    };
    if (finished) return seen;
  }
  return seen!;
}
