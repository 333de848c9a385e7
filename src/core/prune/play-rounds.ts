import type { PowerIndex } from "../power/power-index.ts";
import { seededRandom } from "../random/random-source.ts";
import type { Step } from "../step.ts";
import { estimateAmong } from "./estimate-among.ts";
import { measureSelections } from "./measure-selections.ts";
import type { PruningTask } from "./pruning-task.ts";
import { isWhole } from "./selection.ts";
import type { Trail } from "./trail.ts";

/** What sets one iterated strategy apart from the other. */
export interface Rounds {
  /** The selection before the first round. */
  readonly start: Uint8Array;
  /** Size after each round. */
  readonly sizes: readonly number[];
  /** The game of a round, from the selection before it: who is always there, who plays, which index. */
  round(selection: Uint8Array): { present: Uint8Array; playing: Int32Array; index: PowerIndex };
  /** The selection after a round. */
  choose(power: Float64Array, size: number, selection: Uint8Array): Uint8Array;
}

/**
 * Plays the rounds: estimate, choose, measure, again. A selection is measured, and a point of the trail, once every
 * group has a unit: before that it is no network. Each round has a random stream of its own, so its numbers depend
 * neither on pace nor on how many draws other rounds took.
 */
export async function* playRounds(task: PruningTask, rounds: Rounds): AsyncGenerator<Step<Trail>, Trail> {
  const { settings, players } = task;
  const key = task.random.state().join(".");
  let trail: Trail = { settings, points: [], evaluations: 0, estimate: null, selection: rounds.start };
  const step = (total: number): Step<Trail> => ({
    answer: trail,
    progress: { done: trail.evaluations, total, unit: "evaluations" },
  });
  const measured = async () =>
    isWhole(trail.selection, players)
      ? [...trail.points, ...(await measureSelections(task, [trail.selection], trail.evaluations))]
      : trail.points;

  trail = { ...trail, points: await measured() };
  yield step(rounds.sizes.length * settings.roundEvaluations);
  for (const [r, size] of rounds.sizes.entries()) {
    const before = trail.evaluations;
    const later = (rounds.sizes.length - r - 1) * settings.roundEvaluations;
    const { present, playing, index } = rounds.round(trail.selection);
    const estimates = estimateAmong(task, present, playing, index, seededRandom(key, `round ${r}`));
    let estimated = await estimates.next();
    while (!estimated.done) {
      const { answer, progress } = estimated.value;
      trail = { ...trail, estimate: answer, evaluations: before + answer.evaluations };
      yield step(before + progress.total + later);
      estimated = await estimates.next();
    }
    const estimate = estimated.value;
    trail = {
      ...trail,
      estimate,
      evaluations: before + estimate.evaluations,
      selection: rounds.choose(estimate.power, size, trail.selection),
    };
    trail = { ...trail, points: await measured() };
    yield step(trail.evaluations + later);
  }
  return trail;
}
