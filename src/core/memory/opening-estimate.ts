import type { MemoryEstimate } from "./memory-estimate.ts";

/** A file that is to be opened, by what its first and last bytes say. */
export interface FileAhead {
  readonly name: string;
  /** As it lies there. */
  readonly bytes: number;
  /** Unpacked out of a gzip, zip or tar; the same where it is none. */
  readonly unpacked: number;
  /** Of the numbers in it, as the lab keeps them. */
  readonly values: number;
  /** Other copies of the unpacked bytes that are alive while it is read: joined parts, text, what is hashed. */
  readonly copies: number;
}

/**
 * Memory that opening files takes at most, all of them being read at once, beside what is open already.
 * @param open bytes of the network and the data that stay in hand until the new ones are there
 */
export function openingEstimate(files: readonly FileAhead[], open: number): MemoryEstimate {
  const taken = files.map(({ name, bytes, unpacked, values, copies }) => ({
    what: name,
    bytes: (unpacked === bytes ? 0 : bytes) + values + copies * unpacked,
  }));
  const parts = [...taken, { what: "what is open already", bytes: open }].filter(({ bytes }) => bytes > 0);
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  // nothing is on a backend yet, and nothing can be made smaller
  return { parts, total, least: total, leastHeap: 0, largest: 0 };
}
