import { FailureError } from "../../core/failure.ts";

/** A named run of bytes that may not have been read yet. */
export interface ByteSource {
  /** File name, with the path inside an archive where it came out of one. */
  readonly name: string;
  readonly size: number;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  /** Bytes from..to-1 without reading the rest. */
  slice(from: number, to: number): Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * Files larger than this are refused before they are read: no browser is sure to hand over more in one piece. What fits
 * into memory is another matter (core/memory/opening-estimate.ts).
 */
export const largestFile = 2 ** 31 - 2 ** 16;

/**
 * The bytes of a dropped file or of any Blob.
 * @throws FailureError (from `bytes`) file-too-large; file-damaged where the browser cannot read the file any more
 */
export function sourceOfBlob(name: string, blob: Blob): ByteSource {
  const read = async (part: Blob): Promise<Uint8Array<ArrayBuffer>> => {
    try {
      return new Uint8Array(await part.arrayBuffer());
    } catch (thrown) {
      throw new FailureError({
        kind: "file-damaged",
        message: `${name} could not be read: it was moved or changed after it was dropped.`,
        where: name,
        advice: "Drop it again.",
        details: String(thrown),
      });
    }
  };
  return {
    name,
    size: blob.size,
    slice: (from, to) => read(blob.slice(from, to)),
    async bytes() {
      if (blob.size <= largestFile) return read(blob);
      throw new FailureError({
        kind: "file-too-large",
        message: `${name} has ${Math.round(blob.size / 2 ** 20)} MiB; Quorum reads files of up to ${Math.floor(largestFile / 2 ** 20)} MiB.`,
        where: name,
        advice: "Drop a smaller part of the data.",
      });
    },
  };
}

/** Bytes already in memory. */
export function sourceOfBytes(name: string, bytes: Uint8Array<ArrayBuffer>): ByteSource {
  return {
    name,
    size: bytes.length,
    bytes: async () => bytes,
    slice: async (from, to) => bytes.subarray(from, to),
  };
}
