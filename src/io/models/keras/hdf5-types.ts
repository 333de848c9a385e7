import { damagedHdf5, type Hdf5Cursor } from "./hdf5-cursor.ts";

/** The type of an attribute's or dataset's elements, as far as Keras files use them. */
export type Hdf5Type =
  | { readonly kind: "integer"; readonly size: number; readonly signed: boolean; readonly bigEndian: boolean }
  | { readonly kind: "float"; readonly size: number; readonly bigEndian: boolean }
  /** Fixed length in bytes; `utf8` or ASCII. */
  | { readonly kind: "text"; readonly size: number; readonly utf8: boolean }
  /** Text of any length, kept in a heap. */
  | { readonly kind: "long-text"; readonly size: 16; readonly utf8: boolean }
  /** Anything else; its values are not read. */
  | { readonly kind: "other"; readonly size: number; readonly words: string };

const classWords: Readonly<Record<number, string>> = {
  2: "time",
  4: "bit field",
  5: "opaque bytes",
  6: "compound",
  7: "reference",
  8: "enumeration",
  9: "sequence",
  10: "array",
};

/** Bits, exponent and mantissa of IEEE 754 half, single and double precision; bfloat16 differs. */
const ieee: Readonly<Record<number, readonly [number, number, number, number]>> = {
  2: [10, 5, 0, 10],
  4: [23, 8, 0, 23],
  8: [52, 11, 0, 52],
};

/**
 * A datatype message (HDF5 format specification IV.A.2.d).
 * @throws FailureError file-damaged for a size that no such type has
 */
export function readType(cursor: Hdf5Cursor, at: number): Hdf5Type {
  const kind = cursor.u8(at) & 15;
  const bits = cursor.u8(at + 1);
  const size = cursor.u32(at + 4);
  if (size < 1 || size > 2 ** 24) throw damagedHdf5(cursor.name, `a type has elements of ${size} bytes`, at);
  if (kind === 0 && [1, 2, 4, 8].includes(size))
    return { kind: "integer", size, signed: (bits & 8) !== 0, bigEndian: (bits & 1) !== 0 };
  const layout = ieee[size];
  if (kind === 1 && layout !== undefined) {
    const stored = [12, 13, 14, 15].map((offset) => cursor.u8(at + offset));
    if (stored.every((value, i) => value === layout[i])) return { kind: "float", size, bigEndian: (bits & 1) !== 0 };
    return { kind: "other", size, words: `float of an uncommon layout (${size * 8} bits)` };
  }
  if (kind === 3) return { kind: "text", size, utf8: bits >> 4 === 1 };
  if (kind === 9 && (bits & 15) === 1 && size === 16)
    return { kind: "long-text", size: 16, utf8: (cursor.u8(at + 2) & 15) === 1 };
  return { kind: "other", size, words: classWords[kind] ?? `class ${kind}` };
}

/**
 * Axis lengths of a dataspace message; empty for a single value, [0] for none.
 * @throws FailureError file-damaged
 */
export function readSpace(cursor: Hdf5Cursor, at: number): readonly number[] {
  const version = cursor.u8(at);
  const rank = cursor.u8(at + 1);
  if ((version !== 1 && version !== 2) || rank > 32)
    throw damagedHdf5(cursor.name, `a dataspace has version ${version} and ${rank} axes`, at);
  if (version === 2 && cursor.u8(at + 3) === 2) return [0];
  const from = at + (version === 1 ? 8 : 4);
  const shape = Array.from({ length: rank }, (_, axis) => cursor.u64(from + 8 * axis));
  if (shape.some((axis) => axis < 0)) throw damagedHdf5(cursor.name, "an axis has no length", at);
  return shape;
}

/** Number of elements. @throws FailureError file-damaged beyond 2^53 */
export function countIn(cursor: Hdf5Cursor, shape: readonly number[]): number {
  const count = shape.reduce((product, axis) => product * axis, 1);
  if (!Number.isSafeInteger(count)) throw damagedHdf5(cursor.name, `an array of shape [${shape}] is absurdly large`);
  return count;
}
