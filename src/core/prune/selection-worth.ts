import type { CoalitionBatch } from "../game/coalition-batch.ts";
import { type PairedGain, pairedGain } from "./paired-gain.ts";
import type { PruningTask } from "./pruning-task.ts";

/** A selection and what it is worth on the calibration examples. */
export interface SelectionWorth {
  readonly selection: Uint8Array;
  /** One number an example, or the mean alone. */
  readonly each: ArrayLike<number>;
}

/** What is played: the masked networks, or those that are refitted after the cut. */
export type Played = Pick<PruningTask, "game" | "perExample">;

/** Worths of selections, in one batch. */
export async function worthsOf(
  { game, perExample }: Played,
  selections: readonly Uint8Array[],
): Promise<SelectionWorth[]> {
  const count = game.players;
  const batch: CoalitionBatch = {
    players: count,
    rows: selections.length,
    members: new Uint8Array(selections.length * count),
  };
  selections.forEach((selection, row) => {
    batch.members.set(selection, row * count);
  });
  const values = await (perExample?.(batch) ?? game.values(batch));
  const examples = values.length / selections.length;
  return selections.map((selection, row) => ({
    selection,
    each: Array.prototype.slice.call(values, row * examples, (row + 1) * examples),
  }));
}

/** How much better one is than the other, and the standard error of that where examples are known. */
export const betterBy = (one: SelectionWorth, other: SelectionWorth): PairedGain =>
  one.each.length > 1 ? pairedGain(one.each, other.each) : { gain: one.each[0] - other.each[0], error: 0 };

/** The mean over the examples. */
export function meanOf({ each }: SelectionWorth): number {
  let sum = 0;
  for (let x = 0; x < each.length; x++) sum += each[x];
  return sum / each.length;
}
