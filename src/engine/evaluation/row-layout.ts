import type { ByteHeap } from "../kernel/byte-heap.ts";
import { type Kernel, tileBytes } from "../kernel/kernel.ts";
import type { RowProgramme } from "./row-programme.ts";
import type { Taps } from "./row-taps.ts";

/** A programme laid out in the kernel's memory for blocks of so many examples. */
export interface RowLayout {
  readonly examples: number;
  readonly rowBytes: number;
  /** Bytes from channel to channel of each store, and of the whole store for one block. */
  readonly channelBytes: readonly number[];
  readonly storeBytes: readonly number[];
  /** Where each store lies while a coalition is evaluated; frontier stores have no place here. */
  readonly scratch: readonly number[];
  /** Address of each operation's table of places; 0 where it has none. */
  readonly places: readonly number[];
  /** Room for the inputs that one place of a linear operation reads. */
  readonly list: number;
  dispose(): void;
}

const line = 64;

/** Long channels an odd number of cache lines apart, so that they do not fall on each other in the cache. */
function apart(bytes: number): number {
  const count = Math.ceil(bytes / line);
  return line * (count >= 4 && count % 2 === 0 ? count + 1 : count);
}

/** Tables of places and taps (see `Kernel`); places that read alike share their taps. */
function placesTable(
  heap: ByteHeap,
  kernel: Kernel,
  taps: Taps,
  rowBytes: number,
  factors: Float32Array | null,
): number {
  const places = taps.starts.length - 1;
  const width = factors ? 5 : 4;
  const classes = new Map<string, { from: number; to: number }>();
  const list: number[] = [];
  const found = Array.from({ length: places }, (_, place) => {
    const [from, to] = [taps.starts[place], taps.starts[place + 1]];
    const base = from < to ? taps.inputs[from] : 0;
    const entries: number[] = [];
    for (let tap = from; tap < to; tap++) entries.push((taps.inputs[tap] - base) * rowBytes, taps.numbers[tap]);
    const key = entries.join();
    const known = classes.get(key) ?? { from: list.length, to: list.length + entries.length };
    if (!classes.has(key)) {
      classes.set(key, known);
      list.push(...entries);
    }
    return { base, ...known };
  });
  const address = heap.take(4 * (width * places + list.length));
  const start = address + 4 * width * places;
  found.forEach(({ base, from, to }, place) => {
    const at = address / 4 + width * place;
    kernel.ints.set([base * rowBytes, start + 4 * from, start + 4 * to, place * rowBytes], at);
    if (factors) kernel.floats[at + 4] = factors[place];
  });
  kernel.ints.set(list, start / 4);
  return address;
}

/** @param examples of a block, a whole number of tiles */
export function rowLayout(kernel: Kernel, heap: ByteHeap, programme: RowProgramme, examples: number): RowLayout {
  const rowBytes = 4 * examples;
  if (rowBytes % tileBytes !== 0) throw new Error(`${examples} examples are no whole number of tiles`);
  const channelBytes = programme.stores.map(({ places }) => apart(places * rowBytes));
  // one channel more, where tiles put the outputs that they have too many
  const storeBytes = programme.stores.map(({ channels }, store) => channelBytes[store] * (channels + 1));
  const scratch = programme.stores.map(({ frontier }, store) => (frontier === null ? heap.take(storeBytes[store]) : 0));
  const places = programme.ops.map((op) => {
    if (op.kind === "linear") return placesTable(heap, kernel, op.taps, rowBytes, null);
    if (op.kind !== "pool") return 0;
    const ones = op.factors ?? new Float32Array(op.taps.starts.length - 1);
    return placesTable(heap, kernel, op.taps, rowBytes, ones);
  });
  const longest = programme.ops.reduce(
    (most, op) => (op.kind === "linear" ? Math.max(most, (8 * op.window + 4) * op.channels) : most),
    1,
  );
  const list = heap.take(longest + 8);
  return {
    examples,
    rowBytes,
    channelBytes,
    storeBytes,
    scratch,
    places,
    list,
    dispose() {
      for (const address of [...scratch, ...places, list]) if (address > 0) heap.free(address);
    },
  };
}
