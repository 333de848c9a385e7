import { FailureError } from "../failure.ts";
import { seededRandom } from "../random/random-source.ts";
import type { LayerSums } from "../repair/layer-sums.ts";
import type { Step } from "../step.ts";
import type { AfterRefit } from "./after-refit.ts";
import { measureSelections } from "./measure-selections.ts";
import { checkTask, type PruningTask } from "./pruning-task.ts";
import { searchWidths } from "./search-widths.ts";
import { sizeOf } from "./selection.ts";
import { swapAsFound } from "./swap-as-found.ts";
import { topN } from "./top-n.ts";
import type { Trail, TrailPoint } from "./trail.ts";
import { wayOf } from "./way.ts";

/** The same points as the masked networks score, with what the refitted ones do beside it. */
async function withRaw(task: PruningTask, refitted: readonly TrailPoint[]): Promise<TrailPoint[]> {
  const raw = await measureSelections(
    task,
    refitted.map(({ selection }) => selection),
    0,
  );
  return refitted.map((point, at) => ({
    ...point,
    accuracy: raw[at].accuracy,
    interval: raw[at].interval,
    afterRefit: { accuracy: point.accuracy, interval: point.interval },
  }));
}

/** What this strategy needs of the network, or a failure that says why there is none. */
async function afterRefitOf({ afterRefit }: PruningTask): Promise<[AfterRefit, readonly LayerSums[]]> {
  const sums = (await afterRefit?.sums()) ?? [];
  if (afterRefit && sums.length > 0) return [afterRefit, sums];
  throw new FailureError({
    kind: "settings-invalid",
    message: "No dense layer or convolution of this network reads a unit, so nothing could be refitted after the cut.",
    where: "strategy",
    advice: "Choose iterated building.",
  });
}

/**
 * Reconstruction (ours): chooses for the network that is refitted after the cut, not for the masked one. Units are ranked
 * by how much of the following layers they explain together (`reconstructionPower`); how wide each group stays is searched
 * with networks that are refitted (`searchWidths`, `roundEvaluations` at most), and single units are swapped as long as the
 * refitted network gains (`swapAsFound`, `swapEvaluations` at most). Everything is counted at the price of `AfterRefit`:
 * with 500 examples to calibrate and 4,000 to refit on, 9 evaluations a selection and as many for the full network's sums.
 * The sizes from the whole network down to the goal are nested in the ranking; the last point is that of the swaps. Points
 * carry the masked network's accuracy and, beside it, that of the refitted one; a goal of accuracy means the latter, and
 * takes no swaps, since it ends where it does by the ranking.
 * @throws FailureError settings-invalid where there is nothing to refit
 */
export async function* reconstruction(task: PruningTask): AsyncGenerator<Step<Trail>, Trail> {
  checkTask(task);
  const { players, settings } = task;
  const { swapEvaluations = 0, roundEvaluations, goal } = settings;
  const swapBudget = goal?.kind === "accuracy" ? 0 : swapEvaluations;
  const way = wayOf(task, "down");
  const all = new Uint8Array(players.count).fill(1);
  const otherwise = task.estimate?.power ?? new Float64Array(players.count);
  let trail: Trail = { settings, points: [], evaluations: 0, estimate: null, selection: all };
  const total = roundEvaluations + swapBudget;
  const step = (): Step<Trail> => ({
    answer: trail,
    progress: {
      done: trail.evaluations,
      total: Math.max(total, trail.evaluations),
      unit: "evaluations",
      cost: { done: trail.evaluations + measuring(measured), total: Math.max(total, trail.evaluations) + toMeasure },
      atMost: true,
    },
  });
  const [after, sums] = await afterRefitOf(task);
  // each size on the way down is refitted to be measured, which counts as no evaluation
  const measuring = (count: number) => count * after.price;
  const toMeasure = measuring(1 + way.sizesAfter(sizeOf(way.start)).length);
  let measured = 0;
  trail = { ...trail, evaluations: after.price };
  yield step();

  const search = searchWidths(task, after, sums, otherwise, after.price, roundEvaluations - after.price);
  let found = await search.next();
  for (; !found.done; found = await search.next()) {
    const { evaluations, selection } = found.value.answer;
    trail = { ...trail, evaluations: after.price + evaluations, selection };
    yield step();
  }
  const evaluations = after.price + found.value.evaluations;
  const estimate = {
    power: found.value.power,
    standardError: new Float64Array(players.count).fill(Number.NaN),
    degreesOfFreedom: 0,
    evaluations,
  };
  const ranked = topN({ ...task, estimate, measure: after.measure });
  let points: readonly TrailPoint[] = [];
  for (;;) {
    const { value, done } = await ranked.next();
    const answer = done ? value : value.answer;
    points = [...points, ...(await withRaw(task, answer.points.slice(points.length)))];
    trail = { ...answer, points, evaluations };
    measured = points.length;
    if (done) break;
    yield step();
  }
  if (swapBudget === 0 || points.length === 0) return trail;

  const random = seededRandom(task.random.state().join("."), "swaps");
  const refining = swapAsFound(task, after, way, trail.selection, swapBudget, after.price, random);
  for (;;) {
    const { value, done } = await refining.next();
    const { selection, evaluations: spent } = done ? value : value.answer;
    trail = { ...trail, selection, evaluations: evaluations + spent };
    if (done) break;
    yield step();
  }
  const last = await measureSelections({ players, measure: after.measure }, [trail.selection], trail.evaluations);
  return { ...trail, points: [...points.slice(0, -1), ...(await withRaw(task, last))] };
}
