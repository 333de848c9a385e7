import { budgetFor } from "../../bytes/byte-budget.ts";
import { type Hdf5Attribute, readAttributes } from "./hdf5-attributes.ts";
import { cursorOver, damagedHdf5, type Hdf5Cursor, unsupportedHdf5 } from "./hdf5-cursor.ts";
import { readData } from "./hdf5-data.ts";
import { messages, readHeader } from "./hdf5-header.ts";
import { textsOf } from "./hdf5-heap.ts";
import { readLinks } from "./hdf5-links.ts";
import { countIn, type Hdf5Type, readSpace, readType } from "./hdf5-types.ts";

/** An array of numbers or texts in the file. */
export interface Hdf5Dataset {
  readonly kind: "dataset";
  readonly name: string;
  readonly type: Hdf5Type;
  readonly shape: readonly number[];
  readonly attributes: readonly Hdf5Attribute[];
  /** Its bytes as stored. @throws FailureError */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
}

/** A folder of the file. */
export interface Hdf5Group {
  readonly kind: "group";
  readonly name: string;
  readonly attributes: readonly Hdf5Attribute[];
  readonly children: readonly Hdf5Object[];
}

export type Hdf5Object = Hdf5Group | Hdf5Dataset;

const mostObjects = 100_000;
const deepest = 64;

/** Address of the root group's header (II.A). */
function rootOf(cursor: Hdf5Cursor): number {
  if (cursor.size < 48 || cursor.u32(0) !== 0x46444889 || cursor.u32(4) !== 0x0a1a0a0d)
    throw damagedHdf5(cursor.name, "it does not begin as an HDF5 file", 0);
  const version = cursor.u8(8);
  if (version > 3) throw unsupportedHdf5(cursor.name, `has superblock version ${version}`);
  const sizesAt = version < 2 ? 13 : 9;
  if (cursor.u8(sizesAt) !== 8 || cursor.u8(sizesAt + 1) !== 8)
    throw unsupportedHdf5(cursor.name, "does not use addresses of 64 bits");
  const baseAt = [24, 28, 12, 12][version] as number;
  if (cursor.u64(baseAt) !== 0) throw unsupportedHdf5(cursor.name, "begins with a block of other data");
  const end = cursor.u64(baseAt + 16);
  if (end > cursor.size)
    throw damagedHdf5(cursor.name, `it is cut off: ${end} bytes were written, ${cursor.size} are there`);
  return cursor.u64(version < 2 ? baseAt + 40 : 36);
}

/**
 * The whole tree of an HDF5 file, in the layout that h5py and h5wasm write; the numbers of its datasets are read on
 * demand. Written after the HDF5 File Format Specification, version 3.0. Links to other places or files are refused; each
 * object may stand in one place only.
 * @throws FailureError file-damaged, file-unsupported
 */
export function openHdf5(name: string, file: Uint8Array<ArrayBuffer>): Hdf5Group {
  const cursor = cursorOver(name, file);
  const texts = textsOf(cursor);
  const budget = budgetFor(name, file.length);
  const seen = new Set<number>();
  const open = (address: number, own: string, depth: number): Hdf5Object => {
    if (seen.has(address)) throw damagedHdf5(name, `the object "${own}" stands in two places`, address);
    seen.add(address);
    if (seen.size > mostObjects || depth > deepest)
      throw damagedHdf5(name, `it has more than ${mostObjects} objects or ${deepest} levels; no model does`);
    const header = readHeader(cursor, address);
    const attributes = readAttributes(cursor, texts, header);
    const links = readLinks(cursor, header);
    if (links !== null) {
      const names = new Set(links.map((link) => link.name));
      if (names.size !== links.length)
        throw damagedHdf5(name, `the group "${own}" has two objects of one name`, address);
      const children = links.map((link) => open(link.address, link.name, depth + 1));
      return { kind: "group", name: own, attributes, children };
    }
    const type = header.find((message) => message.type === messages.type);
    const space = header.find((message) => message.type === messages.space);
    if (type === undefined || space === undefined)
      // a named type or something else that holds no numbers
      throw unsupportedHdf5(name, `holds "${own}", which is neither a group nor a dataset`);
    const elements = readType(cursor, type.at);
    const shape = readSpace(cursor, space.at);
    countIn(cursor, [...shape, elements.size]);
    const bytes = () => readData(cursor, header, shape, elements.size, budget);
    return { kind: "dataset", name: own, type: elements, shape, attributes, bytes };
  };
  const root = open(rootOf(cursor), "/", 0);
  if (root.kind !== "group") throw damagedHdf5(name, "its root is no group");
  return root;
}

/** The object at a path such as "model_weights/dense"; undefined where there is none. A name may hold "/" itself only as a path. */
export function objectAt(group: Hdf5Group, path: string): Hdf5Object | undefined {
  let at: Hdf5Object = group;
  for (const step of path.split("/").filter((part) => part !== "")) {
    if (at.kind !== "group") return undefined;
    const next: Hdf5Object | undefined = at.children.find((child) => child.name === step);
    if (next === undefined) return undefined;
    at = next;
  }
  return at;
}
