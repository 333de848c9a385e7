import { damagedHdf5, type Hdf5Cursor } from "./hdf5-cursor.ts";
import { denseObjects } from "./hdf5-dense.ts";
import { type Hdf5Message, messages } from "./hdf5-header.ts";
import type { Hdf5Texts } from "./hdf5-heap.ts";
import { countIn, type Hdf5Type, readSpace, readType } from "./hdf5-types.ts";

/** A named value beside an object: plain data. */
export interface Hdf5Attribute {
  readonly name: string;
  readonly type: Hdf5Type;
  /** Empty for a single value. */
  readonly shape: readonly number[];
  /** Row-major; empty for types that are not read. */
  readonly values: readonly (string | number)[];
}

/**
 * One element of a type at a place, as a number or a text; 64-bit integers lose what a double cannot hold.
 * @throws FailureError file-damaged
 */
export function readElement(cursor: Hdf5Cursor, texts: Hdf5Texts, type: Hdf5Type, at: number): string | number {
  if (type.kind === "long-text") return texts.at(at);
  if (type.kind === "text") return cursor.text(at, type.size).split("\0", 1)[0] ?? "";
  const bytes = cursor.bytes(at, type.size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const little = type.kind === "other" || !type.bigEndian;
  if (type.kind === "float") {
    if (type.size === 8) return view.getFloat64(0, little);
    return type.size === 4 ? view.getFloat32(0, little) : view.getUint16(0, little);
  }
  const signed = type.kind === "integer" && type.signed;
  if (type.size === 8) return Number(signed ? view.getBigInt64(0, little) : view.getBigUint64(0, little));
  if (type.size === 4) return signed ? view.getInt32(0, little) : view.getUint32(0, little);
  if (type.size === 2) return signed ? view.getInt16(0, little) : view.getUint16(0, little);
  return signed ? view.getInt8(0) : view.getUint8(0);
}

function readAttribute(cursor: Hdf5Cursor, texts: Hdf5Texts, at: number, size: number): Hdf5Attribute {
  const version = cursor.u8(at);
  if (version < 1 || version > 3) throw damagedHdf5(cursor.name, `an attribute has version ${version}`, at);
  const lengths = [2, 4, 6].map((offset) => cursor.u16(at + offset)) as [number, number, number];
  const padded = (length: number): number => (version === 1 ? Math.ceil(length / 8) * 8 : length);
  const nameAt = at + (version === 3 ? 9 : 8);
  const typeAt = nameAt + padded(lengths[0]);
  const spaceAt = typeAt + padded(lengths[1]);
  const from = spaceAt + padded(lengths[2]);
  const name = cursor.text(nameAt, lengths[0]).replace(/\0+$/, "");
  const type = readType(cursor, typeAt);
  const shape = readSpace(cursor, spaceAt);
  const count = countIn(cursor, shape);
  if (from + count * type.size > at + size)
    throw damagedHdf5(cursor.name, `the attribute "${name}" is larger than its place`, at);
  const values: (string | number)[] = [];
  const known = type.kind !== "other" && !(type.kind === "float" && type.size === 2);
  if (known) for (let i = 0; i < count; i++) values.push(readElement(cursor, texts, type, from + i * type.size));
  return { name, type, shape, values };
}

/**
 * All attributes of an object (IV.A.2.m, IV.A.2.v).
 * @throws FailureError file-damaged, file-unsupported
 */
export function readAttributes(
  cursor: Hdf5Cursor,
  texts: Hdf5Texts,
  header: readonly Hdf5Message[],
): readonly Hdf5Attribute[] {
  return header.flatMap(({ type, at, size }) => {
    if (type === messages.attribute) return [readAttribute(cursor, texts, at, size)];
    if (type !== messages.attributeInfo) return [];
    const from = at + 2 + ((cursor.u8(at + 1) & 1) === 0 ? 0 : 2);
    return denseObjects(cursor, cursor.u64(from), cursor.u64(from + 8), 0).map((place) =>
      readAttribute(cursor, texts, place.at, place.size),
    );
  });
}
