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

/**
 * An IDX file, the format of MNIST: 0 0 type rank, the lengths of the axes, then the values, all big-endian
 * (yann.lecun.com/exdb/mnist).
 * @throws FailureError file-damaged for a wrong magic number, and where lengths and bytes differ, with both numbers
 */
export function readIdx(name: string, bytes: Uint8Array): IdxArray {
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
  const [width, read] = type;
  const count = dimensions.reduce((product, length) => product * length, 1);
  if (start + count * width !== bytes.length)
    throw damaged(
      name,
      `${name} declares ${dimensions.join(" × ")} values, ${start + count * width} bytes in all, but has ${bytes.length} bytes.`,
      "header",
    );
  if (((magic >>> 8) & 0xff) === 0x08) return { dimensions, values: bytes.subarray(start) };
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = read(view, start + i * width);
  return { dimensions, values };
}
