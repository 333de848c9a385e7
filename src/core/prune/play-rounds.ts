import { type PowerEstimate, workOf } from "../power/power-index.ts";
import { type RandomSource, seededRandom } from "../random/random-source.ts";
import type { Step } from "../step.ts";
import { onePrice } from "./prices.ts";
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
  /** Share of the units that its coalitions keep, about. */
  kept(size: number): number;
  /** Share of the units that some of its coalitions have and others have not. */
  varying(size: number): number;
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
  const { players, prices = onePrice } = task;
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
  const atMost = after > 0 || task.settings.goal?.kind === "accuracy";
  /** @param spent price of what was done @param left price of what is foreseen */
  const step = (total: number, spent: number, left: number): Step<Trail> => ({
    answer: trail,
    progress: {
      done: trail.evaluations,
      total,
      unit: "evaluations",
      cost: { done: spent, total: spent + left },
      ...(atMost ? { atMost } : {}),
    },
  });
  /** Sums over the rounds that start at a size and later, and what is foreseen after them. */
  const overRounds = (size: number, each: (size: number) => number, last: (size: number) => number) => {
    const sizes = way.sizesAfter(size);
    const starts = sizes.length > 0 ? [size, ...sizes.slice(0, -1)] : [];
    return starts.reduce((sum, at) => sum + each(at), last(sizes.at(-1) ?? size));
  };
  const foreseen = (size: number) => overRounds(size, rounds.evaluations, () => after);
  const atSize = (size: number) => prices.coalition(size / players.count);
  const playing = (size: number) =>
    rounds.evaluations(size) * prices.coalition(rounds.kept(size), rounds.varying(size));
  const priceOf = (size: number) => playing(size) + prices.measuring * atSize(size);
  const priceForeseen = (size: number) => overRounds(size, priceOf, (last) => after * atSize(last));

  let state = await measuredAt(trail, way);
  trail = state.trail;
  let spent = trail.evaluations * prices.coalition(rounds.kept(sizeOf(trail.selection)));
  yield step(trail.evaluations + foreseen(sizeOf(trail.selection)), spent, priceForeseen(sizeOf(trail.selection)));
  for (let r = 0, arrived = way.sizesAfter(sizeOf(trail.selection)).length === 0; !arrived && !state.ended; r++) {
    const before = trail.evaluations;
    const size = sizeOf(trail.selection);
    const later = foreseen(size) - rounds.evaluations(size);
    const left = priceForeseen(size);
    const estimates = rounds.estimate(trail.selection, seededRandom(key, `round ${r}`));
    let estimated = await estimates.next();
    while (!estimated.done) {
      const { answer, progress } = estimated.value;
      trail = { ...trail, estimate: answer, evaluations: before + workOf(answer) };
      const played = (progress.done / Math.max(1, progress.total)) * playing(size);
      yield step(before + progress.total + later, spent + played, left - played);
      estimated = await estimates.next();
    }
    const estimate = estimated.value;
    const stage = way.next(estimate.power, trail.selection);
    arrived = stage.arrived;
    trail = { ...trail, estimate, evaluations: before + workOf(estimate), selection: stage.selection };
    state = await measuredAt(trail, way);
    trail = state.trail;
    spent += priceOf(size);
    const now = sizeOf(trail.selection);
    yield step(
      trail.evaluations + (arrived ? after : foreseen(now)),
      spent,
      arrived ? after * atSize(now) : priceForeseen(now),
    );
  }
  return trail;
}
