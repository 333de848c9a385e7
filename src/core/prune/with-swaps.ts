import type { Progress, Step } from "../step.ts";
import { iteratedBuilding } from "./iterated-building.ts";
import { iteratedPruning } from "./iterated-pruning.ts";
import { measureSelections } from "./measure-selections.ts";
import { onePrice } from "./prices.ts";
import type { PruningTask, Strategy } from "./pruning-task.ts";
import { racedSwaps } from "./raced-swaps.ts";
import { sizeOf } from "./selection.ts";
import { type Refinement, swapUnits } from "./swap-units.ts";
import type { Trail } from "./trail.ts";
import { type Direction, type Way, wayOf } from "./way.ts";

type Refine = (
  task: PruningTask,
  way: Way,
  start: Uint8Array,
  budget: number,
) => AsyncGenerator<Step<Refinement>, Refinement>;

/**
 * A strategy of rounds, then swaps of single units (ours, METHOD section 6): which units the rounds happened to sample
 * decides much of their result, and exchanging one unit for another mends it. The last point becomes that of the
 * refined selection; swaps count as evaluations.
 */
const withSwaps = (
  rounds: (task: PruningTask, after: number) => AsyncGenerator<Step<Trail>, Trail>,
  direction: Direction,
  refine: Refine = swapUnits,
): Strategy =>
  async function* (task) {
    const { swapEvaluations: budget = 0 } = task.settings;
    const { players, prices = onePrice } = task;
    const running = rounds(task, budget);
    let round = await running.next();
    let spentBefore = 0;
    for (; !round.done; round = await running.next()) {
      spentBefore = round.value.progress.cost?.done ?? 0;
      yield round.value;
    }
    const found = round.value;
    let trail = found;
    if (found.points.length === 0) return found;
    const refining = refine(task, wayOf(task, direction), found.selection, budget);
    const price = prices.coalition(sizeOf(found.selection) / players.count);
    let shown = 0;
    for (;;) {
      const { value, done } = await refining.next();
      const { selection, evaluations, swaps } = done ? value : value.answer;
      const spent = found.evaluations + evaluations;
      trail = { ...trail, selection, evaluations: spent };
      if (swaps > shown || done) {
        const [point] = await measureSelections(task, [selection], spent);
        trail = { ...trail, points: [...found.points.slice(0, -1), point] };
        shown = swaps;
      }
      if (done) return trail;
      const progress: Progress = {
        done: spent,
        total: found.evaluations + budget,
        unit: "evaluations",
        cost: { done: spentBefore + evaluations * price, total: spentBefore + budget * price },
        atMost: true,
      };
      yield { answer: trail, progress };
    }
  };

/** Iterated Building, then swaps. */
export const buildingWithSwaps = withSwaps(iteratedBuilding, "up");

/** Iterated Building, then swaps that are raced over blocks of the examples; where there are no blocks, plain swaps. */
export const buildingWithRacedSwaps = withSwaps(iteratedBuilding, "up", (task, way, start, budget) =>
  task.inBlocks ? racedSwaps(task, task.inBlocks, way, start, budget) : swapUnits(task, way, start, budget),
);

/** Iterated Pruning, then swaps. Where the fall of the accuracy ends the run, swaps that raise the payoff may still move it. */
export const pruningWithSwaps = withSwaps(iteratedPruning, "down");
