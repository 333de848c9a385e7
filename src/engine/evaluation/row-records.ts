import type { ByteHeap } from "../kernel/byte-heap.ts";
import type { Kernel, Tile } from "../kernel/kernel.ts";
import type { Live } from "./live-channels.ts";
import type { RowLayout } from "./row-layout.ts";
import type { LinearOp, RowOp, RowProgramme } from "./row-programme.ts";

/** What the kernel reads to run one operation for a group of coalitions: lists of channels, and weights gathered to them. */
export interface RowRecord {
  /** Channels of the operation's store that are computed. */
  readonly channels: Int32Array;
  /** Their byte offsets in the store; for linear operations filled up to whole tiles. */
  readonly outputs: number;
  /** Byte offsets of the input channels: one list for each input. */
  readonly inputs: readonly number[];
  readonly inputCount: number;
  /** Tiles of weights, or scales and offsets; biases of the channels, one after the other. */
  readonly numbers: number;
  /** For operations that sum by channel: biases of the channels, and where the input channels lie in contributions. */
  readonly biases: number;
  readonly units: number;
  /** How a linear operation's outputs are tiled; null for others. */
  readonly tile: Tile | null;
}

const chosen = (flags: Uint8Array): Int32Array => {
  const found = new Int32Array(flags.length);
  let count = 0;
  for (let at = 0; at < flags.length; at++) if (flags[at]) found[count++] = at;
  return found.subarray(0, count);
};

/** Floats of one tile of a linear operation: biases and weights of its outputs. */
export const tileFloats = (tile: Tile, op: LinearOp, present: number): number =>
  tile.outputs * (1 + op.window * present);

/** Bytes from tap to tap and from channel to channel in a tile. */
export const tileStrides = (
  { outputs }: Tile,
  byChannel: boolean,
  op: LinearOp,
  present: number,
): { tap: number; channel: number } =>
  byChannel
    ? { tap: 4 * outputs, channel: 4 * outputs * op.window }
    : { tap: 4 * outputs * present, channel: 4 * outputs };

/** Gathers a linear operation's weights for these channels into tiles. */
export function packWeights(
  into: Float32Array,
  at: number,
  tile: Tile,
  op: LinearOp,
  present: Int32Array,
  outputs: Int32Array,
  byChannel: boolean,
  strength: Float32Array | null,
  withBias: boolean,
): void {
  const { kernel, bias, window, rows } = op;
  const [wide, count] = [tile.outputs, outputs.length];
  const floats = tileFloats(tile, op, present.length);
  const tiles = Math.ceil(count / wide);
  const first = at + floats * (tiles - 1);
  // outputs that fill up the last tile have no weights
  if (count < tiles * wide) into.fill(0, first, first + floats);
  for (let o = 0; o < count; o++)
    into[at + floats * Math.floor(o / wide) + (o % wide)] = withBias && bias ? bias[outputs[o]] : 0;
  for (let place = 0; place < present.length; place++) {
    const channel = present[place];
    const by = strength ? strength[channel] : 1;
    for (let tap = 0; tap < window; tap++) {
      const row = rows[tap * op.channels + channel] * op.outputs;
      let to = at + wide * (1 + (byChannel ? place * window + tap : tap * present.length + place));
      for (let from = 0; from < count; from += wide, to += floats) {
        const end = Math.min(wide, count - from);
        for (let o = 0; o < end; o++) into[to + o] = kernel[row + outputs[from + o]] * by;
      }
    }
  }
}

/** Makes records and forgets them; those that ask for the same channels are one. */
export interface RowRecords {
  /** @param strength what each input channel of a linear operation is multiplied by; null where that is 1 */
  of(at: number, live: Live, strength: Float32Array | null): RowRecord | null;
  /** Forgets the records but those of whole operations, which every game asks for again. */
  clear(): void;
  dispose(): void;
}

const whole = (live: Live): boolean => !live.needed.includes(0) && !live.present?.includes(0);

const keyOf = ({ present, needed }: Live): string =>
  `${present ? String.fromCharCode(...packed(present)) : ""}/${String.fromCharCode(...packed(needed))}`;

/** 15 flags a character. */
export function packed(flags: ArrayLike<number>): Uint16Array {
  const words = new Uint16Array(Math.ceil(flags.length / 15));
  for (let at = 0; at < flags.length; at++) if (flags[at]) words[Math.floor(at / 15)] |= 1 << (at % 15);
  return words;
}

export function rowRecords(
  kernel: Kernel,
  heap: ByteHeap,
  programme: RowProgramme,
  layout: RowLayout,
  byChannel: readonly boolean[],
): RowRecords {
  const known = programme.ops.map(() => new Map<string, RowRecord>());
  const wholes = new Map<number, RowRecord>();
  /** Memory of the record that is being made. */
  let addresses: number[] = [];
  const lent: number[] = [];
  const held: number[] = [];

  const ints = (values: Int32Array): number => {
    addresses.push(heap.takeInts(values));
    return addresses[addresses.length - 1];
  };
  const offsets = (channels: Int32Array, store: number, length = channels.length): number => {
    const list = new Int32Array(Math.max(1, length)).fill(
      programme.stores[store].channels * layout.channelBytes[store],
    );
    for (let at = 0; at < channels.length; at++) list[at] = channels[at] * layout.channelBytes[store];
    return ints(list);
  };
  const floats = (values: ArrayLike<number>): number => {
    addresses.push(heap.takeFloats(values));
    return addresses[addresses.length - 1];
  };

  function linear(
    at: number,
    op: LinearOp,
    channels: Int32Array,
    live: Live,
    strength: Float32Array | null,
  ): RowRecord {
    const present = chosen(live.present as Uint8Array);
    const tile = kernel.tileFor(channels.length);
    const tiles = Math.ceil(channels.length / tile.outputs);
    const size = 4 * tiles * tileFloats(tile, op, present.length);
    const numbers = heap.take(size);
    addresses.push(numbers);
    packWeights(kernel.floats, numbers / 4, tile, op, present, channels, byChannel[at], strength, true);
    return {
      channels,
      outputs: offsets(channels, op.y, tiles * tile.outputs),
      inputs: [offsets(present, op.x)],
      inputCount: present.length,
      numbers,
      biases: byChannel[at] ? floats(Float32Array.from(channels, (channel) => op.bias?.[channel] ?? 0)) : 0,
      units:
        byChannel[at] && present.length > 0 ? ints(present.map((channel) => channel * layout.storeBytes[op.y])) : 0,
      tile,
    };
  }

  function make(at: number, op: RowOp, channels: Int32Array, live: Live, strength: Float32Array | null): RowRecord {
    if (op.kind === "linear") return linear(at, op, channels, live, strength);
    const read = op.kind === "add" ? op.inputs : op.kind === "pool" || op.kind === "affine" ? [op.x] : [];
    return {
      channels,
      outputs: offsets(channels, op.y),
      inputs: read.map((store) => offsets(channels, store)),
      inputCount: channels.length,
      numbers:
        op.kind === "affine"
          ? floats(
              Float32Array.from({ length: 2 * channels.length }, (_, k) => op.numbers[2 * channels[k >> 1] + (k % 2)]),
            )
          : 0,
      biases: 0,
      units: 0,
      tile: null,
    };
  }

  return {
    of(at, live, strength) {
      const channels = chosen(live.needed);
      if (channels.length === 0) return null;
      const stays = !strength && whole(live);
      const key = stays ? "" : strength ? `${keyOf(live)}/${strength.join()}` : keyOf(live);
      const found = stays ? wholes.get(at) : known[at].get(key);
      if (found) return found;
      addresses = stays ? held : lent;
      const record = make(at, programme.ops[at], channels, live, strength);
      if (stays) wholes.set(at, record);
      else known[at].set(key, record);
      return record;
    },
    clear() {
      for (const address of lent) heap.free(address);
      lent.length = 0;
      for (const records of known) records.clear();
    },
    dispose() {
      this.clear();
      for (const address of held) heap.free(address);
      held.length = 0;
      wholes.clear();
    },
  };
}
