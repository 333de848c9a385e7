import { maskedOps } from "./coalition-order.ts";
import { type RowProgramme, readBy } from "./row-programme.ts";
import type { Tricks } from "./tricks.ts";

/** A first masked layer of no more units has a table over all of its subsets. */
export const tableUnits = 10;
/** Taps of a window from which contributions save more than they cost. */
const fewestTaps = 8;
/** Bytes of contributions to the first masked operation for one example. */
const foldBytes = 64 * 2 ** 10;
/** A programme cut at its masks: how many of them each operation depends on, and what is known after each. */
export interface Cuts {
  readonly depths: readonly number[];
  readonly deepest: number;
  /** The one store that later operations read of those up to a depth; null where there are several. By depth, from 1. */
  readonly stores: readonly (number | null)[];
  /** Operations whose channels are summed apart, so that contributions can take their place. */
  readonly byChannel: readonly boolean[];
  /** Whether the first masked layer has so few units that all its subsets may be kept. */
  readonly table: boolean;
}

/** Cuts a programme at its masked operations. */
export function cutsOf(programme: RowProgramme, tricks: Tricks): Cuts {
  const masked = maskedOps(programme);
  const depths = programme.ops.map((_, at) => masked.filter((each) => each.at <= at).length);
  const deepest = masked.length;
  const stores: (number | null)[] = [null];
  for (let depth = 1; depth < deepest; depth++) {
    const writtenAt = new Map(programme.ops.flatMap(({ y }, at) => (depths[at] <= depth ? [[y, depths[at]]] : [])));
    const later = programme.ops.filter((_, at) => depths[at] > depth).flatMap(readBy);
    const read = [...new Set([...later, programme.output])].filter((store) => writtenAt.has(store));
    // what was written before the last mask belongs to the cut before it
    stores.push(read.length === 1 && writtenAt.get(read[0]) === depth ? read[0] : null);
  }
  const table =
    tricks.has("table") && masked.length > 1 && masked[0].players.length <= tableUnits && stores[1] !== null;
  const byChannel = programme.ops.map((op, at) => {
    if (op.kind !== "linear" || !op.players || op.window < fewestTaps || !tricks.has("contributions")) return false;
    if (table && depths[at] === 2 && op.x === stores[1]) return true;
    const places = programme.stores[op.y].places;
    const size = 4 * op.channels * op.outputs * places;
    return tricks.has("fold") && depths[at] === 1 && programme.stores[op.x].frontier !== null && size <= foldBytes;
  });
  return { depths, deepest, stores, byChannel, table };
}
