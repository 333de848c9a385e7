import { withinLayer } from "../baseline/within-layer.ts";
import { biasOf } from "../power/index-bias.ts";
import { type PowerEstimate, workOf } from "../power/power-index.ts";
import { seededRandom } from "../random/random-source.ts";
import type { Progress, Step } from "../step.ts";
import { estimateAmong } from "./estimate-among.ts";
import { onePrice } from "./prices.ts";
import { checkTask, type PruningTask } from "./pruning-task.ts";
import { sizeOf } from "./selection.ts";
import type { Trail } from "./trail.ts";
import { type Stage, type Way, wayOf } from "./way.ts";

/** All selections from the whole network down to the goal, ranked once. */
export function descent(way: Way, power: Float64Array): Stage[] {
  const stages: Stage[] = [{ selection: way.at(power, sizeOf(way.start)), arrived: false }];
  for (;;) {
    const last = stages[stages.length - 1];
    const stage = way.next(power, last.selection);
    if (sizeOf(stage.selection) < sizeOf(last.selection)) stages.push(stage);
    if (stage.arrived) return stages;
  }
}

/** Power of the units that may go, in the game of which the others are always there or never. */
async function* ranking(task: PruningTask, way: Way): AsyncGenerator<Step<PowerEstimate>, PowerEstimate> {
  const { kept, dropped } = way.constraints;
  const playing = Int32Array.from(kept.keys()).filter((player) => !kept[player] && !dropped[player]);
  const random = seededRandom(task.random.state().join("."), "ranking");
  return yield* estimateAmong(task, kept, playing, task.settings.index, random);
}

/**
 * Top-n (arXiv 2311.10468), and every baseline that ranks once: the highest are kept. Ranks by the estimate handed in,
 * whose evaluations the points then carry, or estimates first. The nested selections from the whole network down to the
 * goal are measured, a round's step apart.
 */
export async function* topN(task: PruningTask): AsyncGenerator<Step<Trail>, Trail> {
  checkTask(task);
  const { players, settings } = task;
  const way = wayOf(task, "down");
  const given = task.estimate ?? null;
  const evaluations = given ? workOf(given) : (task.blocks?.spent ?? 0);
  const each = given ? given.examplesEach : task.blocks?.each;
  const all = new Uint8Array(players.count).fill(1);
  let trail: Trail = {
    settings,
    points: [],
    evaluations,
    ...(each === undefined ? {} : { examplesEach: each }),
    estimate: given,
    selection: all,
  };
  const { prices = onePrice } = task;
  /** Price of measuring so many sizes of the way down, about. */
  const measuring = (count: number) => count * prices.measuring * prices.coalition(0.6);
  let ranked = 0;
  if (given === null) {
    const toMeasure = measuring(1 + way.sizesAfter(sizeOf(way.start)).length);
    const each = prices.coalition(biasOf(settings.index) ?? 0.5);
    const estimates = ranking(task, way);
    let estimated = await estimates.next();
    while (!estimated.done) {
      const { answer, progress } = estimated.value;
      trail = { ...trail, estimate: answer, evaluations: evaluations + workOf(answer) };
      ranked = progress.total * each;
      const cost = { done: progress.done * each, total: ranked + toMeasure };
      yield { answer: trail, progress: { ...progress, cost } };
      estimated = await estimates.next();
    }
    trail = { ...trail, estimate: estimated.value, evaluations: evaluations + workOf(estimated.value) };
  }
  const { power } = trail.estimate!;
  const stages = descent(
    way,
    settings.strategy === "top-n" && settings.normalised ? withinLayer(power, players) : power,
  );
  const pace = Math.floor(settings.stepEvaluations);
  for (let from = 0; from < stages.length; from += pace) {
    const chunk = stages.slice(from, from + pace);
    const { points: more, ended } = await way.measured(chunk, trail.evaluations);
    const points = [...trail.points, ...more];
    const reached = ended ? points.at(-1) : chunk[chunk.length - 1];
    trail = { ...trail, points, selection: (reached ?? chunk[0]).selection };
    // With an estimate at hand no ranking evaluation is left to count, so the measured sizes are.
    const done = ended ? stages.length : Math.min(stages.length, from + pace);
    const progress: Progress = given
      ? { done, total: stages.length, unit: "stages" }
      : { done: trail.evaluations, total: trail.evaluations, unit: "evaluations" };
    const cost = given ? {} : { cost: { done: ranked + measuring(done), total: ranked + measuring(stages.length) } };
    const atMost = settings.goal?.kind === "accuracy" ? { atMost: true } : {};
    yield { answer: trail, progress: { ...progress, ...cost, ...atMost } };
    if (ended) break;
  }
  return trail;
}
