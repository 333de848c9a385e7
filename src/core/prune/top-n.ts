import { seededRandom } from "../random/random-source.ts";
import type { Progress, Step } from "../step.ts";
import { chooseUnits } from "./choose-units.ts";
import { estimateAmong } from "./estimate-among.ts";
import { measureSelections } from "./measure-selections.ts";
import { checkTask, type PruningTask } from "./pruning-task.ts";
import { roundSizes } from "./round-sizes.ts";
import type { Trail } from "./trail.ts";

/**
 * Top-n (arXiv 2311.10468): one estimate, the highest are kept. Ranks by the estimate handed in, whose evaluations the
 * points then carry, or estimates first. The nested selections from the whole network down to the target are measured,
 * `stepUnits` apart.
 */
export async function* topN(task: PruningTask): AsyncGenerator<Step<Trail>, Trail> {
  checkTask(task);
  const { players, settings } = task;
  const all = new Uint8Array(players.count).fill(1);
  const given = task.estimate ?? null;
  const evaluations = given?.evaluations ?? 0;
  let trail: Trail = { settings, points: [], evaluations, estimate: given, selection: all };
  if (given === null) {
    const everyone = Int32Array.from(all.keys());
    const random = seededRandom(task.random.state().join("."), "ranking");
    const estimates = estimateAmong(task, new Uint8Array(players.count), everyone, settings.index, random);
    let estimated = await estimates.next();
    while (!estimated.done) {
      const { answer, progress } = estimated.value;
      trail = { ...trail, estimate: answer, evaluations: answer.evaluations };
      yield { answer: trail, progress };
      estimated = await estimates.next();
    }
    trail = { ...trail, estimate: estimated.value, evaluations: estimated.value.evaluations };
  }
  const { power } = trail.estimate!;
  const sizes = [players.count, ...roundSizes(players.count, settings.target, settings.stepUnits)];
  const selections = sizes.map((size) => chooseUnits(settings, power, size, players));
  const pace = Math.floor(settings.stepEvaluations);
  for (let from = 0; from < selections.length; from += pace) {
    const chunk = selections.slice(from, from + pace);
    const points = [...trail.points, ...(await measureSelections(task, chunk, trail.evaluations))];
    trail = { ...trail, points, selection: chunk[chunk.length - 1] };
    // With an estimate at hand no ranking evaluation is left to count, so the measured sizes are.
    const progress: Progress = given
      ? { done: points.length, total: selections.length, unit: "stages" }
      : { done: trail.evaluations, total: trail.evaluations, unit: "evaluations" };
    yield { answer: trail, progress };
  }
  return trail;
}
