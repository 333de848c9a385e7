import type { PruningTask } from "./pruning-task.ts";
import { sizeOf } from "./selection.ts";
import type { TrailPoint } from "./trail.ts";

/** Score of each selection on the validation examples, with its 95 % interval, as points of the trail. */
export async function measureSelections(
  { measure, players }: Pick<PruningTask, "measure" | "players">,
  selections: readonly Uint8Array[],
  evaluations: number,
): Promise<TrailPoint[]> {
  const members = new Uint8Array(selections.length * players.count);
  selections.forEach((selection, row) => {
    members.set(selection, row * players.count);
  });
  const scores = await measure({ players: players.count, rows: selections.length, members });
  return selections.map((selection, row) => ({
    size: sizeOf(selection),
    selection,
    accuracy: scores[row].value,
    interval: scores[row].interval,
    evaluations,
  }));
}
