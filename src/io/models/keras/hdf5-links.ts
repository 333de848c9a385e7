import { damagedHdf5, type Hdf5Cursor, unsupportedHdf5 } from "./hdf5-cursor.ts";
import { denseObjects } from "./hdf5-dense.ts";
import { type Hdf5Message, messages } from "./hdf5-header.ts";
import { namesIn } from "./hdf5-heap.ts";

/** An object of a group: its name there and the address of its header. */
export interface Hdf5Link {
  readonly name: string;
  readonly address: number;
}

const elsewhere = (cursor: Hdf5Cursor) =>
  unsupportedHdf5(cursor.name, "points at other places or other files (soft or external links)");

/** Links of a symbol table (III.A.1, III.B), as h5py writes them. */
function tableLinks(cursor: Hdf5Cursor, tree: number, heap: number): readonly Hdf5Link[] {
  const nameAt = namesIn(cursor, heap);
  const links: Hdf5Link[] = [];
  const walk = (node: number, level: number | null): void => {
    cursor.expect(node, "TREE");
    const own = cursor.u8(node + 5);
    if (cursor.u8(node + 4) !== 0 || (level !== null && own !== level) || own > 32)
      throw damagedHdf5(cursor.name, "the index of a group contradicts itself", node);
    const entries = cursor.u16(node + 6);
    for (let i = 0; i < entries; i++) {
      const child = cursor.u64(node + 32 + 16 * i);
      if (own > 0) walk(child, own - 1);
      else table(child);
    }
  };
  const table = (node: number): void => {
    cursor.expect(node, "SNOD");
    const entries = cursor.u16(node + 6);
    for (let i = 0; i < entries; i++) {
      const entry = node + 8 + 40 * i;
      if (cursor.u32(entry + 16) > 1) throw elsewhere(cursor);
      links.push({ name: nameAt(cursor.u64(entry)), address: cursor.u64(entry + 8) });
    }
  };
  walk(tree, null);
  return links;
}

/** One link message (IV.A.2.g). */
function readLink(cursor: Hdf5Cursor, at: number): Hdf5Link {
  const flags = cursor.u8(at + 1);
  let next = at + 2;
  if ((flags & 8) !== 0 && cursor.u8(next++) !== 0) throw elsewhere(cursor);
  if ((flags & 4) !== 0) next += 8;
  if ((flags & 16) !== 0) next += 1;
  const width = 1 << (flags & 3);
  const length = cursor.unsigned(next, width);
  const name = cursor.text(next + width, length);
  return { name, address: cursor.u64(next + width + length) };
}

/**
 * The objects of a group, in the file's order; null where the header is not that of a group.
 * @throws FailureError file-damaged, file-unsupported for links to other places
 */
export function readLinks(cursor: Hdf5Cursor, header: readonly Hdf5Message[]): readonly Hdf5Link[] | null {
  const links: Hdf5Link[] = [];
  let group = false;
  for (const { type, at } of header) {
    if (type === messages.symbolTable) links.push(...tableLinks(cursor, cursor.u64(at), cursor.u64(at + 8)));
    else if (type === messages.link) links.push(readLink(cursor, at));
    else if (type === messages.linkInfo) {
      const from = at + 2 + ((cursor.u8(at + 1) & 1) === 0 ? 0 : 8);
      const dense = denseObjects(cursor, cursor.u64(from), cursor.u64(from + 8), 4);
      links.push(...dense.map((place) => readLink(cursor, place.at)));
    } else continue;
    group = true;
  }
  return group ? links : null;
}
