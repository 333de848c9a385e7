import { damagedHdf5, type Hdf5Cursor, nowhere, unsupportedHdf5 } from "./hdf5-cursor.ts";

/** Finds the object that a heap id speaks of. */
type Locate = (id: number) => { readonly at: number; readonly size: number };

const widthOf = (largest: number): number => Math.max(1, Math.ceil(Math.log2(largest + 1) / 8));

/** A fractal heap (III.G): objects of one linear space, which lies in blocks of doubling size. */
function heapAt(cursor: Hdf5Cursor, at: number): Locate {
  cursor.expect(at, "FRHP");
  if (cursor.u16(at + 7) !== 0) throw unsupportedHdf5(cursor.name, "compresses its links or attributes");
  const mostManaged = cursor.u32(at + 10);
  const columns = cursor.u16(at + 110);
  const first = cursor.u64(at + 112);
  const largest = cursor.u64(at + 120);
  const bits = cursor.u16(at + 128);
  const root = cursor.u64(at + 132);
  const rows = cursor.u16(at + 140);
  if (columns < 1 || first < 1 || largest < first || bits > 64 || bits < 1 || Math.log2(largest / first) % 1 !== 0)
    throw damagedHdf5(cursor.name, "a heap contradicts itself", at);
  const offsetWidth = Math.ceil(bits / 8);
  const lengthWidth = widthOf(Math.min(largest, mostManaged));
  const directRows = Math.log2(largest / first) + 2;

  /** Address of a byte of the linear space. */
  const addressOf = (block: number, blockRows: number, offset: number, depth: number): number => {
    if (block === nowhere || depth > 16) throw damagedHdf5(cursor.name, "a heap lacks one of its blocks", at);
    if (blockRows === 0) return block + offset;
    cursor.expect(block, "FHIB");
    let rest = offset;
    let entry = block + 5 + 8 + offsetWidth;
    for (let row = 0; row < blockRows; row++) {
      const size = first * 2 ** Math.max(row - 1, 0);
      if (rest >= size * columns) {
        rest -= size * columns;
        entry += 8 * columns;
        continue;
      }
      const column = Math.floor(rest / size);
      const child = cursor.u64(entry + 8 * column);
      const childRows = row < directRows ? 0 : Math.log2(size / first / columns) + 1;
      return addressOf(child, childRows, rest - column * size, depth + 1);
    }
    throw damagedHdf5(cursor.name, "an object lies behind the end of its heap", at);
  };
  return (id) => {
    const flags = cursor.u8(id);
    if (((flags >> 4) & 3) !== 0) throw unsupportedHdf5(cursor.name, "keeps very large or tiny attributes in a heap");
    const offset = cursor.unsigned(id + 1, offsetWidth);
    const size = cursor.unsigned(id + 1 + offsetWidth, lengthWidth);
    const place = addressOf(root, rows, offset, 0);
    cursor.bytes(place, size);
    return { at: place, size };
  };
}

/** Where the records of a version 2 B-tree stand (III.A.2). */
function recordsOf(cursor: Hdf5Cursor, at: number): readonly number[] {
  cursor.expect(at, "BTHD");
  const nodeSize = cursor.u32(at + 6);
  const recordSize = cursor.u16(at + 10);
  const depth = cursor.u16(at + 12);
  if (recordSize < 8 || nodeSize < recordSize || depth > 16)
    throw damagedHdf5(cursor.name, "an index contradicts itself", at);
  // most records in a node of each level, and in all below it: they decide how wide the counts are
  const most = [Math.floor((nodeSize - 10) / recordSize)];
  const below = [most[0] as number];
  const pointer = (level: number): number =>
    8 + widthOf(most[level - 1] as number) + (level > 1 ? widthOf(below[level - 1] as number) : 0);
  for (let level = 1; level <= depth; level++) {
    const here = Math.floor((nodeSize - 10 - pointer(level)) / (recordSize + pointer(level)));
    most.push(here);
    below.push((here + 1) * (below[level - 1] as number) + here);
  }
  const found: number[] = [];
  const walk = (node: number, records: number, level: number): void => {
    cursor.expect(node, level === 0 ? "BTLF" : "BTIN");
    cursor.bytes(node + 6, records * recordSize);
    for (let i = 0; i < records; i++) {
      cursor.spend(1);
      found.push(node + 6 + i * recordSize);
    }
    if (level === 0) return;
    const children = node + 6 + records * recordSize;
    for (let i = 0; i <= records; i++) {
      const child = children + i * pointer(level);
      walk(cursor.u64(child), cursor.unsigned(child + 8, widthOf(most[level - 1] as number)), level - 1);
    }
  };
  const root = cursor.u64(at + 16);
  if (root !== nowhere) walk(root, cursor.u16(at + 24), depth);
  return found;
}

/**
 * Where the links or attributes stand that an object keeps in a heap, as HDF5 1.8 and later do for more than eight.
 * @param idAt offset of the heap id within a record of the index
 * @throws FailureError file-damaged, file-unsupported
 */
export function denseObjects(
  cursor: Hdf5Cursor,
  heap: number,
  index: number,
  idAt: number,
): readonly { readonly at: number; readonly size: number }[] {
  if (heap === nowhere || index === nowhere) return [];
  const locate = heapAt(cursor, heap);
  return recordsOf(cursor, index).map((record) => locate(record + idAt));
}
