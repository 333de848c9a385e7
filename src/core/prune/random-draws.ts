import { seededRandom } from "../random/random-source.ts";
import { quantile } from "../stats/quantile.ts";
import type { Step } from "../step.ts";
import { unitsGoal } from "./goal.ts";
import { measureSelections } from "./measure-selections.ts";
import { checkTask, type PruningTask } from "./pruning-task.ts";
import { descent } from "./top-n.ts";
import type { Trail, TrailPoint } from "./trail.ts";
import { type Stage, wayOf } from "./way.ts";

/** Random orders of the units that stand for chance. */
export const draws = 20;

/**
 * The draws at one stage as one point: mean, 5 % and 95 % quantile, and the draw in the middle: by size first, for towards
 * a goal of cost the draws differ in it, and the middle size never grows from stage to stage.
 */
function pointOf(measured: readonly TrailPoint[]): TrailPoint {
  const ordered = measured.toSorted((a, b) => a.size - b.size || a.accuracy - b.accuracy);
  const accuracies = ordered.map(({ accuracy }) => accuracy).sort((a, b) => a - b);
  return {
    ...ordered[Math.floor((ordered.length - 1) / 2)],
    accuracy: accuracies.reduce((sum, one) => sum + one, 0) / accuracies.length,
    interval: [quantile(accuracies, 0.05), quantile(accuracies, 0.95)],
    draws: measured.length,
  };
}

/**
 * Chance: `draws` random orders of all units, each pruned from the whole network downwards as a ranking is; a point is
 * their mean and their band. Costs no ranking evaluation.
 */
export async function* randomDraws(task: PruningTask): AsyncGenerator<Step<Trail>, Trail> {
  checkTask(task);
  const { players, settings } = task;
  const { goal = unitsGoal } = settings;
  const way = wayOf(task, "down");
  const key = task.random.state().join(".");
  const orders = Array.from({ length: draws }, (_, draw) => {
    const random = seededRandom(key, `draw ${draw}`);
    return Float64Array.from({ length: players.count }, () => random.uniform());
  });
  const ways = orders.map((power) => descent(way, power));
  // a goal of cost may be reached at different sizes: their last stages stand together
  const length = Math.max(...ways.map((stages) => stages.length));
  const stageAt = (stages: readonly Stage[], place: number) => stages[Math.min(place, stages.length - 1)].selection;
  const all = new Uint8Array(players.count).fill(1);
  let trail: Trail = { settings, points: [], evaluations: 0, estimate: null, selection: all };
  let least = Number.NEGATIVE_INFINITY;
  if (goal.kind === "accuracy") least = (await measureSelections(task, [all], 0))[0].accuracy - goal.fall;
  const pace = Math.max(1, Math.floor(settings.stepEvaluations));
  for (let place = 0; place < length; place++) {
    const selections = ways.map((stages) => stageAt(stages, place));
    const measured: TrailPoint[] = [];
    for (let from = 0; from < selections.length; from += pace) {
      measured.push(...(await measureSelections(task, selections.slice(from, from + pace), 0)));
      yield {
        answer: trail,
        progress: { done: place * draws + measured.length, total: length * draws, unit: "stages" },
      };
    }
    const point = pointOf(measured);
    if (point.accuracy < least) break;
    const points = [...trail.points.filter(({ size }) => size !== point.size), point];
    trail = { ...trail, points, selection: point.selection };
  }
  yield { answer: trail, progress: { done: length * draws, total: length * draws, unit: "stages" } };
  return trail;
}
