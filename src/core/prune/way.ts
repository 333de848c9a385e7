import { FailureError } from "../failure.ts";
import { type Constraints, checkSize, constraintsOf, inBudget, isAllowed, sizeRange } from "./constraints.ts";
import { type Goal, largestPassing, unitsGoal } from "./goal.ts";
import { measureSelections } from "./measure-selections.ts";
import { nextSize, sizesBetween } from "./next-size.ts";
import type { PruningTask } from "./pruning-task.ts";
import { filledUp, selectUnits } from "./select-units.ts";
import { sizeOf } from "./selection.ts";
import type { TrailPoint } from "./trail.ts";

/** From the whole network downwards, or from nothing upwards. */
export type Direction = "down" | "up";

/** A selection on the way, and whether the goal is reached with it. */
export interface Stage {
  readonly selection: Uint8Array;
  readonly arrived: boolean;
}

/** The sizes and selections between the start and the goal, whatever ranks the units. */
export interface Way {
  readonly constraints: Constraints;
  readonly start: Uint8Array;
  /** Sizes of the rounds still to come after `size`, as far as they can be foreseen. */
  sizesAfter(size: number): number[];
  /** The next selection that is not the one before, by a ranking of all units. */
  next(power: Float64Array, before: Uint8Array): Stage;
  /** The selection of a size on the way from the start, by a ranking of all units. */
  at(power: Float64Array, size: number): Uint8Array;
  /** Whether a selection keeps to the rules to the end and costs no more than the goal allows. */
  affords(selection: Uint8Array): boolean;
  /** Measures those of the stages that are networks, in order, until the goal of accuracy ends the way. */
  measured(stages: readonly Stage[], evaluations: number): Promise<{ points: TrailPoint[]; ended: boolean }>;
}

/** Score of the full network on the validation examples. */
async function fullScore({ measure, players }: PruningTask): Promise<number> {
  const members = new Uint8Array(players.count).fill(1);
  return (await measure({ players: players.count, rows: 1, members }))[0].value;
}

const costs = (goal: Goal): goal is Extract<Goal, { kind: "parameters" | "macs" }> =>
  goal.kind === "parameters" || goal.kind === "macs";

/** Whether a selection costs no more than the goal allows; without such a goal everything does. */
function budgetOf({ cost, settings: { goal = unitsGoal } }: PruningTask): (selection: Uint8Array) => boolean {
  if (!costs(goal)) return () => true;
  if (cost === undefined) throw new Error("a goal of cost needs the cost of selections");
  return (selection) => cost(selection)[goal.kind] <= goal.most;
}

/**
 * The way of a task.
 * @throws FailureError settings-invalid for a target, a goal or rules that cannot be met
 */
export function wayOf(task: PruningTask, direction: Direction): Way {
  const { players, settings } = task;
  const { scope = "global", goal = unitsGoal } = settings;
  const constraints = constraintsOf(settings.rules ?? [], players);
  const [low, high] = sizeRange(constraints);
  if (goal.kind === "units") checkSize(settings.target, constraints);
  const target = goal.kind === "units" ? settings.target : direction === "down" ? low : high;
  const fits = budgetOf(task);
  if (costs(goal) && !fits(selectUnits(new Float64Array(players.count), constraints, { count: low })))
    throw new FailureError({
      kind: "settings-invalid",
      message: `Not even the ${low} units that have to stay come down to ${Math.floor(goal.most).toLocaleString("en")} ${goal.kind === "macs" ? "multiply-accumulates" : "parameters"}.`,
      where: "goal",
      advice: "Allow more of them.",
    });
  const start =
    direction === "up" ? Uint8Array.from(constraints.kept) : constraints.dropped.map((dropped) => 1 - dropped);
  let threshold: Promise<number> | null = null;

  const choose = (power: Float64Array, count: number, before: Uint8Array): Uint8Array => {
    if (direction === "up") return selectUnits(power, constraints, { count, target, scope, held: before });
    const chosen = selectUnits(power, constraints, { count, target, scope, among: before });
    // blocks may step over the target
    return count > target && sizeOf(chosen) < target
      ? selectUnits(power, constraints, { count: target, scope, among: before })
      : chosen;
  };

  function up(power: Float64Array, before: Uint8Array, count: number): Stage {
    const chosen = choose(power, count, before);
    const affordable = (selection: Uint8Array) => fits(filledUp(power, constraints, selection));
    if (affordable(chosen)) return { selection: chosen, arrived: count === target };
    const size = sizeOf(before);
    const most = largestPassing(size + 1, count - 1, (units) => affordable(choose(power, units, before)));
    const last = most > size ? choose(power, most, before) : before;
    return { selection: filledUp(power, constraints, last), arrived: true };
  }

  function down(power: Float64Array, before: Uint8Array, count: number): Stage {
    const chosen = choose(power, count, before);
    if (!costs(goal)) return { selection: chosen, arrived: count === target };
    if (!fits(chosen)) return { selection: chosen, arrived: count === target };
    const most = largestPassing(count, sizeOf(before), (units) => fits(choose(power, units, before)));
    return { selection: choose(power, most, before), arrived: true };
  }

  return {
    constraints,
    start,
    sizesAfter: (size) => sizesBetween(size, direction === "down" ? Math.min(size, target) : target, settings),
    next(power, before) {
      const size = sizeOf(before);
      if (direction === "down" && size <= target) return { selection: before, arrived: true };
      for (let count = size; count !== target; ) {
        count = nextSize(count, target, settings);
        const stage = direction === "up" ? up(power, before, count) : down(power, before, count);
        if (stage.arrived || sizeOf(stage.selection) !== size) return stage;
      }
      return { selection: before, arrived: true };
    },
    at: (power, size) => choose(power, size, start),
    affords: (selection) => inBudget(selection, constraints) && fits(selection),
    async measured(stages, evaluations) {
      const networks = stages.map(({ selection }) => selection).filter((one) => isAllowed(one, constraints));
      const points = await measureSelections(task, networks, evaluations);
      if (goal.kind !== "accuracy") return { points, ended: false };
      threshold ??= fullScore(task).then((full) => full - goal.fall);
      const least = await threshold;
      const holds = ({ accuracy }: TrailPoint) => accuracy >= least;
      const turn = points.findIndex((point) => (direction === "down" ? !holds(point) : holds(point)));
      if (turn < 0) return { points, ended: false };
      return { points: points.slice(0, direction === "down" ? turn : turn + 1), ended: true };
    },
  };
}
