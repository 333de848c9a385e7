import { wilsonInterval } from "../stats/wilson-interval.ts";
import type { PruningTask } from "./pruning-task.ts";
import { sizeOf } from "./selection.ts";
import type { TrailPoint } from "./trail.ts";

/** Accuracy of each selection on the validation examples, with its 95 % Wilson interval, as points of the trail. */
export async function measureSelections(
  { measure, measured, players }: Pick<PruningTask, "measure" | "measured" | "players">,
  selections: readonly Uint8Array[],
  evaluations: number,
): Promise<TrailPoint[]> {
  const members = new Uint8Array(selections.length * players.count);
  selections.forEach((selection, row) => {
    members.set(selection, row * players.count);
  });
  const correct = await measure({ players: players.count, rows: selections.length, members });
  return selections.map((selection, row) => ({
    size: sizeOf(selection),
    selection,
    accuracy: correct[row] / measured,
    interval: wilsonInterval(correct[row], measured),
    evaluations,
  }));
}
