import type { Step } from "../step.ts";
import { iteratedBuilding } from "./iterated-building.ts";
import { measureSelections } from "./measure-selections.ts";
import type { PruningTask } from "./pruning-task.ts";
import { swapUnits } from "./swap-units.ts";
import type { Trail } from "./trail.ts";
import { wayOf } from "./way.ts";

/**
 * Iterated Building, then swaps of single units (ours, METHOD section 6): which units the rounds happened to sample
 * decides much of Building's result, and exchanging one unit for another mends it. The last point becomes that of the
 * refined selection; swaps count as evaluations.
 */
export async function* buildingWithSwaps(task: PruningTask): AsyncGenerator<Step<Trail>, Trail> {
  const { swapEvaluations: budget = 0 } = task.settings;
  let trail = yield* iteratedBuilding(task, budget);
  const built = trail;
  if (built.points.length === 0) return built;
  const refining = swapUnits(task, wayOf(task, "up"), built.selection, budget);
  let shown = 0;
  for (;;) {
    const { value, done } = await refining.next();
    const { selection, evaluations, swaps } = done ? value : value.answer;
    const spent = built.evaluations + evaluations;
    trail = { ...trail, selection, evaluations: spent };
    if (swaps > shown || done) {
      const [point] = await measureSelections(task, [selection], spent);
      trail = { ...trail, points: [...built.points.slice(0, -1), point] };
      shown = swaps;
    }
    if (done) return trail;
    yield { answer: trail, progress: { done: spent, total: built.evaluations + budget, unit: "evaluations" } };
  }
}
