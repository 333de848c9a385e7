import { type PowerEstimate, workOf } from "../power/power-index.ts";
import { type RandomSource, seededRandom } from "../random/random-source.ts";
import type { Step } from "../step.ts";
import type { PruningTask } from "./pruning-task.ts";
import { sizeOf } from "./selection.ts";
import type { Trail } from "./trail.ts";
import type { Way } from "./way.ts";

/** What sets one strategy of rounds apart from the others. */
export interface Rounds {
  readonly way: Way;
  /** One round's estimate of all players, NaN for those that do not play, from the selection before it. */
  estimate(selection: Uint8Array, random: RandomSource): AsyncGenerator<Step<PowerEstimate>, PowerEstimate>;
  /** Evaluations of a round that starts at a size, foreseen. */
  evaluations(size: number): number;
  /** Evaluations that are foreseen after the last round. */
  readonly after?: number;
}

/** The trail with what was measured, and whether the goal of accuracy ended it. */
async function measuredAt(trail: Trail, way: Way): Promise<{ trail: Trail; ended: boolean }> {
  const { points, ended } = await way.measured([{ selection: trail.selection, arrived: false }], trail.evaluations);
  const all = [...trail.points, ...points];
  const selection = ended ? (all.at(-1)?.selection ?? trail.selection) : trail.selection;
  return { trail: { ...trail, points: all, selection }, ended };
}

/**
 * Plays the rounds: estimate, choose, measure, again. A selection is measured, and a point of the trail, once every
 * group has a unit: before that it is no network. Each round has a random stream of its own, so its numbers depend
 * neither on pace nor on how many draws other rounds took.
 */
export async function* playRounds(task: PruningTask, rounds: Rounds): AsyncGenerator<Step<Trail>, Trail> {
  const { way, after = 0 } = rounds;
  const key = task.random.state().join(".");
  const { blocks } = task;
  let trail: Trail = {
    settings: task.settings,
    points: [],
    evaluations: blocks?.spent ?? 0,
    ...(blocks ? { examplesEach: blocks.each } : {}),
    estimate: null,
    selection: way.start,
  };
  const step = (total: number): Step<Trail> => ({
    answer: trail,
    progress: { done: trail.evaluations, total, unit: "evaluations" },
  });
  /** Evaluations of the rounds that start at a size and later. */
  const foreseen = (size: number) => {
    const sizes = way.sizesAfter(size);
    return [size, ...sizes.slice(0, -1)].reduce(
      (sum, at) => sum + (sizes.length > 0 ? rounds.evaluations(at) : 0),
      after,
    );
  };

  let state = await measuredAt(trail, way);
  trail = state.trail;
  yield step(trail.evaluations + foreseen(sizeOf(trail.selection)));
  for (let r = 0, arrived = way.sizesAfter(sizeOf(trail.selection)).length === 0; !arrived && !state.ended; r++) {
    const before = trail.evaluations;
    const size = sizeOf(trail.selection);
    const later = foreseen(size) - rounds.evaluations(size);
    const estimates = rounds.estimate(trail.selection, seededRandom(key, `round ${r}`));
    let estimated = await estimates.next();
    while (!estimated.done) {
      const { answer, progress } = estimated.value;
      trail = { ...trail, estimate: answer, evaluations: before + workOf(answer) };
      yield step(before + progress.total + later);
      estimated = await estimates.next();
    }
    const estimate = estimated.value;
    const stage = way.next(estimate.power, trail.selection);
    arrived = stage.arrived;
    trail = { ...trail, estimate, evaluations: before + workOf(estimate), selection: stage.selection };
    state = await measuredAt(trail, way);
    trail = state.trail;
    yield step(arrived ? trail.evaluations + after : trail.evaluations + foreseen(sizeOf(trail.selection)));
  }
  return trail;
}
