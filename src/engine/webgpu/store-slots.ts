import type { RowProgramme } from "../evaluation/row-programme.ts";
import { readBy } from "../evaluation/row-programme.ts";

/** Which stores share a buffer, since the one is read for the last time before the other is written. */
export interface StoreSlots {
  /** Slot of each store; -1 for what is shared by all coalitions. */
  readonly slotOf: readonly number[];
  /** Numbers of one example and coalition in each slot. */
  readonly floats: readonly number[];
}

export function storeSlots(programme: RowProgramme): StoreSlots {
  const { stores, ops, output } = programme;
  const sizeOf = (store: number) => stores[store].channels * stores[store].places;
  const lastRead = stores.map(() => -1);
  ops.forEach((op, at) => {
    for (const store of [...readBy(op), op.y]) if (store >= 0) lastRead[store] = at;
  });
  lastRead[output] = ops.length;
  const slotOf = stores.map(() => -1);
  const floats: number[] = [];
  let free: number[] = [];
  ops.forEach((op, at) => {
    if (slotOf[op.y] < 0) {
      const size = sizeOf(op.y);
      // the one that it fits best: what is missing is added, what is too much is wasted
      const best = [...free].sort((a, b) => Math.abs(floats[a] - size) - Math.abs(floats[b] - size))[0];
      const slot = best ?? floats.push(0) - 1;
      free = free.filter((other) => other !== slot);
      floats[slot] = Math.max(floats[slot], size);
      slotOf[op.y] = slot;
    }
    stores.forEach((_, store) => {
      if (slotOf[store] >= 0 && lastRead[store] === at) free.push(slotOf[store]);
    });
  });
  return { slotOf, floats };
}
