import { FailureError } from "../../core/failure.ts";

/** The array in an IDX file. */
export interface IdxArray {
  readonly dimensions: readonly number[];
  /** Row-major; bytes stay a view of the file. */
  readonly values: Uint8Array | Float32Array;
}

type Reader = (view: DataView, offset: number) => number;

/** Type byte of the magic number: width in bytes and how to read one, big-endian. */
const types: ReadonlyMap<number, readonly [width: number, read: Reader]> = new Map<number, readonly [number, Reader]>([
  [0x08, [1, (view, offset) => view.getUint8(offset)]],
  [0x09, [1, (view, offset) => view.getInt8(offset)]],
  [0x0b, [2, (view, offset) => view.getInt16(offset)]],
  [0x0c, [4, (view, offset) => view.getInt32(offset)]],
  [0x0d, [4, (view, offset) => view.getFloat32(offset)]],
  [0x0e, [8, (view, offset) => view.getFloat64(offset)]],
]);

function damaged(name: string, message: string, where: string): FailureError {
  return new FailureError({
    kind: "file-damaged",
    message,
    where: `${name}, ${where}`,
    advice: "Fetch the file again.",
  });
}

/** What the header of an IDX file says. */
export interface IdxHeader {
  readonly dimensions: readonly number[];
  /** Product of the dimensions. */
  readonly count: number;
  /** Bytes of a value. */
  readonly width: number;
  /** Whether its values are bytes, which stay as they are. */
  readonly unsigned: boolean;
  /** Where the values begin. */
  readonly start: number;
  readonly read: Reader;
}

/**
 * The header of an IDX file, the format of MNIST: 0 0 type rank, then the lengths of the axes, all big-endian
 * (yann.lecun.com/exdb/mnist).
 * @param bytes of the file, or its first ones
 * @throws FailureError file-damaged for a wrong magic number
 */
export function readIdxHeader(name: string, bytes: Uint8Array): IdxHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = bytes.length < 4 ? 0 : view.getUint32(0);
  const type = types.get((magic >>> 8) & 0xff);
  const rank = magic & 0xff;
  if (magic >>> 16 !== 0 || type === undefined || rank < 1 || rank > 8)
    throw damaged(
      name,
      `${name} begins with 0x${magic.toString(16).padStart(8, "0")}; IDX images begin with 0x00000803 and labels with 0x00000801.`,
      "byte 0",
    );
  const start = 4 + 4 * rank;
  if (bytes.length < start) throw damaged(name, `${name} ends within its header.`, `byte ${bytes.length}`);
  const dimensions = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const count = dimensions.reduce((product, length) => product * length, 1);
  return { dimensions, count, width: type[0], unsigned: ((magic >>> 8) & 0xff) === 0x08, start, read: type[1] };
}

/**
 * The array of an IDX file: its header (see `readIdxHeader`), then the values, big-endian.
 * @throws FailureError file-damaged for a wrong magic number, and where lengths and bytes differ, with both numbers
 */
export function readIdx(name: string, bytes: Uint8Array): IdxArray {
  const { dimensions, count, width, unsigned, start, read } = readIdxHeader(name, bytes);
  if (start + count * width !== bytes.length)
    throw damaged(
      name,
      `${name} declares ${dimensions.join(" × ")} values, ${start + count * width} bytes in all, but has ${bytes.length} bytes.`,
      "header",
    );
  if (unsigned) return { dimensions, values: bytes.subarray(start) };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = read(view, start + i * width);
  return { dimensions, values };
}
