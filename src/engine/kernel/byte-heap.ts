import type { Kernel } from "./kernel.ts";

const line = 64;
const lines = (bytes: number): number => line * Math.max(1, Math.ceil(bytes / line));

/** The browser gives the kernel no more memory. */
export class HeapFull extends RangeError {
  /** Bytes that were asked for, and that were in use then. */
  readonly wanted: number;
  readonly used: number;
  constructor(wanted: number, used: number) {
    super(`the kernel's memory has no ${wanted} bytes beside the ${used} in use`);
    this.name = "HeapFull";
    this.wanted = wanted;
    this.used = used;
  }
}

/** Hands out the kernel's memory in whole cache lines: first fit, neighbours joined again. */
export interface ByteHeap {
  /** Bytes in use. */
  readonly used: number;
  /** @throws HeapFull where the browser gives no more, with nothing changed */
  take(bytes: number): number;
  /** Takes memory and fills it. */
  takeInts(values: ArrayLike<number>): number;
  takeFloats(values: ArrayLike<number>): number;
  free(address: number): void;
}

export function byteHeap(kernel: Pick<Kernel, "floats" | "ints" | "grow">): ByteHeap {
  const taken = new Map<number, number>();
  /** Holes in order of their addresses. */
  const holes: { from: number; bytes: number }[] = [];
  // address 0 stays free: nothing is ever found there
  let end = line;
  let used = 0;

  function take(bytes: number): number {
    const wanted = lines(bytes);
    const place = holes.findIndex((hole) => hole.bytes >= wanted);
    if (place >= 0) {
      const hole = holes[place];
      const { from } = hole;
      hole.from += wanted;
      hole.bytes -= wanted;
      if (hole.bytes === 0) holes.splice(place, 1);
      used += wanted;
      taken.set(from, wanted);
      return from;
    }
    try {
      kernel.grow(end + wanted);
    } catch (error) {
      throw error instanceof RangeError ? new HeapFull(wanted, used) : error;
    }
    const from = end;
    end += wanted;
    used += wanted;
    taken.set(from, wanted);
    return from;
  }

  return {
    get used() {
      return used;
    },
    take,
    takeInts(values) {
      const address = take(4 * values.length);
      kernel.ints.set(values, address / 4);
      return address;
    },
    takeFloats(values) {
      const address = take(4 * values.length);
      kernel.floats.set(values, address / 4);
      return address;
    },
    free(address) {
      const bytes = taken.get(address);
      if (bytes === undefined) throw new Error(`nothing was taken at ${address}`);
      taken.delete(address);
      used -= bytes;
      let place = holes.findIndex((hole) => hole.from > address);
      if (place < 0) place = holes.length;
      holes.splice(place, 0, { from: address, bytes });
      const [before, hole, after] = [holes[place - 1], holes[place], holes[place + 1]];
      if (after && hole.from + hole.bytes === after.from) {
        hole.bytes += after.bytes;
        holes.splice(place + 1, 1);
      }
      if (before && before.from + before.bytes === hole.from) {
        before.bytes += hole.bytes;
        holes.splice(place, 1);
      }
      const last = holes.at(-1);
      if (last && last.from + last.bytes === end) {
        end = last.from;
        holes.pop();
      }
    },
  };
}
