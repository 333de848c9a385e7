import { FailureError } from "../../../core/failure.ts";

/** The failure of an HDF5 file that contradicts itself. @param at byte offset; left out where no single place is to blame */
export function damagedHdf5(name: string, what: string, at?: number): FailureError {
  return new FailureError({
    kind: "file-damaged",
    message: `The HDF5 file ${name} is damaged: ${what}.`,
    where: at === undefined ? name : `${name}, byte ${at}`,
    advice: "Fetch or export the file again.",
  });
}

/** The failure of an HDF5 file that is sound, but uses a feature that no Keras file needs. */
export function unsupportedHdf5(name: string, what: string): FailureError {
  return new FailureError({
    kind: "file-unsupported",
    message: `The HDF5 file ${name} ${what}, which Quorum does not read.`,
    where: name,
    advice: "Save the model again with Keras.",
  });
}

/**
 * Reads little-endian numbers out of a file's bytes. Nothing is read outside of the file, and every read is counted
 * against a fuse in proportion to the file's size, so that no chain of pointers can run for long.
 */
export interface Hdf5Cursor {
  readonly name: string;
  readonly size: number;
  u8(at: number): number;
  u16(at: number): number;
  u32(at: number): number;
  /** A length or an address; all bits set is `nowhere`. @throws FailureError file-damaged beyond 2^53 */
  u64(at: number): number;
  /** Unsigned number of 1 to 8 bytes. */
  unsigned(at: number, width: number): number;
  /** A view, no copy. */
  bytes(at: number, length: number): Uint8Array<ArrayBuffer>;
  /** UTF-8; bytes that are not become replacement characters. */
  text(at: number, length: number): string;
  /** @throws FailureError file-damaged where the file has something else there */
  expect(at: number, signature: string): void;
  /** Counts work that reads nothing new, such as a string that is read again. */
  spend(steps: number): void;
}

/** Address that leads nowhere: storage that was never allocated. */
export const nowhere = -1;

/** @param file all its bytes */
export function cursorOver(name: string, file: Uint8Array<ArrayBuffer>): Hdf5Cursor {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const decoder = new TextDecoder();
  // an honest file is read about once; headers are a small part of it
  let fuse = 100_000 + 2 * file.length;
  const spend = (steps: number): void => {
    fuse -= steps;
    if (fuse < 0) throw damagedHdf5(name, "its parts point at each other again and again");
  };
  const check = (at: number, length: number): void => {
    spend(1);
    if (!Number.isSafeInteger(at) || at < 0 || !Number.isSafeInteger(length) || length < 0 || at + length > file.length)
      throw damagedHdf5(name, `a part of ${length} bytes would lie outside of its ${file.length} bytes`, at);
  };
  const unsigned = (at: number, width: number): number => {
    check(at, width);
    let value = 0;
    let ones = true;
    for (let i = width - 1; i >= 0; i--) {
      const byte = view.getUint8(at + i);
      ones &&= byte === 0xff;
      value = value * 256 + byte;
    }
    if (width === 8 && ones) return nowhere;
    if (value > Number.MAX_SAFE_INTEGER) throw damagedHdf5(name, "a length or an address is absurdly large", at);
    return value;
  };
  const bytes = (at: number, length: number): Uint8Array<ArrayBuffer> => {
    check(at, length);
    return file.subarray(at, at + length);
  };
  const text = (at: number, length: number): string => {
    spend(length);
    return decoder.decode(bytes(at, length));
  };
  return {
    name,
    size: file.length,
    spend,
    unsigned,
    bytes,
    text,
    u8: (at) => unsigned(at, 1),
    u16: (at) => unsigned(at, 2),
    u32: (at) => unsigned(at, 4),
    u64: (at) => unsigned(at, 8),
    expect(at, signature) {
      const found = text(at, signature.length);
      if (found !== signature) throw damagedHdf5(name, `it should have "${signature}" here`, at);
    },
  };
}
