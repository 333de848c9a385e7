import { blockDesignOf } from "../estimate/block-design.ts";
import { estimatorFor } from "../estimate/estimator-for.ts";
import { blockGame, coalitionsFor, restrictedBlocks, wholeEvaluations } from "../game/block-game.ts";
import { costOnFewer } from "../game/example-blocks.ts";
import { restricted } from "../game/restricted.ts";
import type { PowerEstimate, PowerIndex } from "../power/power-index.ts";
import type { RandomSource } from "../random/random-source.ts";
import type { Step } from "../step.ts";
import type { PruningTask } from "./pruning-task.ts";

/** The estimate with one entry for each of `count` players, NaN for those who do not play. */
function spread(estimate: PowerEstimate, playing: Int32Array, count: number): PowerEstimate {
  const power = new Float64Array(count).fill(Number.NaN);
  const standardError = new Float64Array(count).fill(Number.NaN);
  playing.forEach((player, k) => {
    power[player] = estimate.power[k];
    standardError[player] = estimate.standardError[k];
  });
  return { ...estimate, power, standardError };
}

/**
 * One round's estimate: the power of the `playing` players in the game where `present` ones are always there and all
 * others absent, at `settings.roundEvaluations`. Steps and result speak of all players, NaN for those not playing;
 * where nobody plays, nothing is spent. With `blocks`, and an estimator that they are right for, coalitions are played on
 * blocks of the examples, as many as cost the same; progress then counts the work.
 */
export async function* estimateAmong(
  { game, players, settings, blocks }: Pick<PruningTask, "game" | "players" | "settings" | "blocks">,
  present: Uint8Array,
  playing: Int32Array,
  index: PowerIndex,
  random: RandomSource,
): AsyncGenerator<Step<PowerEstimate>, PowerEstimate> {
  const { roundEvaluations: evaluations, stepEvaluations } = settings;
  if (playing.length === 0) {
    const nobody = new Float64Array(0);
    return spread(
      { power: nobody, standardError: nobody, degreesOfFreedom: 0, evaluations: 0 },
      playing,
      players.count,
    );
  }
  const conditional = restricted(game, present, playing);
  const estimator = estimatorFor(index, { players: conditional.players, evaluations });
  const design = blocks ? blockDesignOf(estimator) : null;
  if (blocks && design) {
    const dealt = blockGame(restrictedBlocks(blocks, present, playing), design, random);
    const work = (coalitions: number) => wholeEvaluations(coalitions, blocks, design);
    const whole = (estimate: PowerEstimate): PowerEstimate =>
      spread({ ...estimate, examplesEach: blocks.each, work: work(estimate.evaluations) }, playing, players.count);
    const budget = {
      evaluations: coalitionsFor(evaluations, blocks, design),
      stepEvaluations: stepEvaluations / costOnFewer(blocks.each, blocks.examples, blocks.overhead),
    };
    const run = estimator.estimate(dealt, index, budget, random);
    for (;;) {
      const { done, value } = await run.next();
      if (done) return whole(value);
      const { done: played, total, unit } = value.progress;
      yield { answer: whole(value.answer), progress: { done: work(played), total: work(total), unit } };
    }
  }
  const run = estimator.estimate(conditional, index, { evaluations, stepEvaluations }, random);
  for (;;) {
    const { done, value } = await run.next();
    if (done) return spread(value, playing, players.count);
    yield { answer: spread(value.answer, playing, players.count), progress: value.progress };
  }
}
