import { damagedNpy, readNpyHeader } from "./npy-header.ts";

/** The array in an .npy file. */
export interface NpyArray {
  readonly name: string;
  /** Kind letter and bytes a value, as NumPy names them: "u1", "i8", "f4", "b1". */
  readonly type: string;
  readonly shape: readonly number[];
  /** Row-major; unsigned bytes and booleans stay bytes. */
  readonly values: Uint8Array | Float32Array;
}

/** A float of 16 bits: sign, 5 bits of exponent, 10 of fraction (IEEE 754 binary16). */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

type Reader = (view: DataView, offset: number, little: boolean) => number;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["b1", (view, offset) => (view.getUint8(offset) === 0 ? 0 : 1)],
  ["u1", (view, offset) => view.getUint8(offset)],
  ["i1", (view, offset) => view.getInt8(offset)],
  ["u2", (view, offset, little) => view.getUint16(offset, little)],
  ["i2", (view, offset, little) => view.getInt16(offset, little)],
  ["u4", (view, offset, little) => view.getUint32(offset, little)],
  ["i4", (view, offset, little) => view.getInt32(offset, little)],
  ["u8", (view, offset, little) => Number(view.getBigUint64(offset, little))],
  ["i8", (view, offset, little) => Number(view.getBigInt64(offset, little))],
  ["f2", (view, offset, little) => half(view.getUint16(offset, little))],
  ["f4", (view, offset, little) => view.getFloat32(offset, little)],
  ["f8", (view, offset, little) => view.getFloat64(offset, little)],
]);

/** Row-major places in the order in which a columns-first array stores them. */
function* fortranPlaces(shape: readonly number[], count: number): Generator<number> {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1));
  const at = new Array<number>(shape.length).fill(0);
  let place = 0;
  for (let i = 0; i < count; i++) {
    yield place;
    for (let axis = 0; axis < shape.length; axis++) {
      place += strides[axis] ?? 0;
      const next = (at[axis] ?? 0) + 1;
      if (next < (shape[axis] ?? 0)) {
        at[axis] = next;
        break;
      }
      place -= next * (strides[axis] ?? 0);
      at[axis] = 0;
    }
  }
}

/**
 * The array of an .npy file: booleans, whole numbers and floats of any width and byte order, rows or columns first.
 * @throws FailureError file-damaged where shape and bytes differ; file-unsupported for other types
 */
export function readNpy(name: string, bytes: Uint8Array): NpyArray {
  const { type, littleEndian, fortran, shape, start } = readNpyHeader(name, bytes);
  const width = Number(type.slice(1));
  const count = shape.reduce((product, length) => product * length, 1);
  if (start + count * width !== bytes.length)
    throw damagedNpy(
      name,
      `declares ${shape.join(" × ") || "one"} values of ${width} bytes, ${start + count * width} bytes in all, but has ${bytes.length}`,
      "header",
    );
  const read = readers.get(type) as Reader;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === "u1" && !fortran) return { name, type, shape, values: bytes.subarray(start) };
  const values = width === 1 && type !== "i1" ? new Uint8Array(count) : new Float32Array(count);
  let offset = start;
  if (fortran && shape.length > 1)
    for (const place of fortranPlaces(shape, count)) {
      values[place] = read(view, offset, littleEndian);
      offset += width;
    }
  else for (let i = 0; i < count; i++, offset += width) values[i] = read(view, offset, littleEndian);
  return { name, type, shape, values };
}
