import { damagedHdf5, type Hdf5Cursor } from "./hdf5-cursor.ts";

interface Run {
  readonly at: number;
  readonly size: number;
}

/** Texts of any length, which a file keeps in its global heap (III.E). Collections are read once. */
export interface Hdf5Texts {
  /** The text that the 16 bytes at this place refer to. @throws FailureError file-damaged */
  at(reference: number): string;
}

export function textsOf(cursor: Hdf5Cursor): Hdf5Texts {
  const collections = new Map<number, ReadonlyMap<number, Run>>();
  const collectionAt = (at: number): ReadonlyMap<number, Run> => {
    const known = collections.get(at);
    if (known !== undefined) return known;
    cursor.expect(at, "GCOL");
    const end = at + cursor.u64(at + 8);
    cursor.bytes(at, end - at);
    const objects = new Map<number, Run>();
    for (let next = at + 16; next + 16 <= end; ) {
      const index = cursor.u16(next);
      const size = cursor.u64(next + 8);
      if (index === 0) break;
      if (size < 0 || next + 16 + size > end)
        throw damagedHdf5(cursor.name, "a text runs over the end of its heap", next);
      objects.set(index, { at: next + 16, size });
      next += 16 + Math.ceil(size / 8) * 8;
    }
    collections.set(at, objects);
    return objects;
  };
  return {
    at(reference) {
      const length = cursor.u32(reference);
      const address = cursor.u64(reference + 4);
      if (length === 0) return "";
      const run = collectionAt(address).get(cursor.u32(reference + 12));
      if (run === undefined || length > run.size)
        throw damagedHdf5(cursor.name, "a text is not where its reference says", reference);
      return cursor.text(run.at, length).replace(/\0+$/, "");
    },
  };
}

/** Names of a group's links, each ended by a zero byte (III.D). @throws FailureError file-damaged */
export function namesIn(cursor: Hdf5Cursor, heap: number): (offset: number) => string {
  cursor.expect(heap, "HEAP");
  const size = cursor.u64(heap + 8);
  const from = cursor.u64(heap + 24);
  const names = cursor.bytes(from, size);
  return (offset) => {
    const end = offset < size ? names.indexOf(0, offset) : -1;
    if (offset < 0 || end < 0) throw damagedHdf5(cursor.name, "the name of an object lies outside of its heap", heap);
    cursor.spend(end - offset);
    return cursor.text(from + offset, end - offset);
  };
}
