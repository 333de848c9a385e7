import type { ByteHeap } from "../kernel/byte-heap.ts";
import type { Kernel, Tile } from "../kernel/kernel.ts";
import type { KeptState } from "./kept-states.ts";
import type { RowLayout } from "./row-layout.ts";
import type { LinearOp, RowProgramme } from "./row-programme.ts";
import { packWeights, tileFloats, tileStrides } from "./row-records.ts";
import { highest, lowest } from "./row-runner.ts";

/** A linear operation with the weights of each input channel by themselves. */
interface Apart {
  /** Tiles of weights, channel after channel. */
  readonly weights: number;
  /** Offsets of all outputs, filled up to whole tiles. */
  readonly outputs: number;
  /** Offset of each input channel, a cache line apart. */
  readonly inputs: number;
  readonly tiles: number;
  readonly tile: Tile;
}

/**
 * What each channel of a kept state gives to every output of the next operation: a coalition is then a sum of the rows of
 * those that are there (METHOD section 5). Laid out as one store of the operation for each channel.
 */
export interface Contributions {
  /** Address of the contributions to an operation for one block, computed where they are not yet. */
  ready(at: number, state: KeptState, block: number, addresses: readonly number[]): number;
  dispose(): void;
}

/** Bytes of the contributions to an operation for one block. */
export const contributionBytes = (op: LinearOp, layout: RowLayout): number => op.channels * layout.storeBytes[op.y];

export function contributionsOf(
  kernel: Kernel,
  heap: ByteHeap,
  programme: RowProgramme,
  layout: RowLayout,
): Contributions {
  const known = new Map<number, Apart>();

  function apart(at: number, op: LinearOp): Apart {
    const found = known.get(at);
    if (found) return found;
    const tile = kernel.tileFor(op.outputs);
    const tiles = Math.ceil(op.outputs / tile.outputs);
    const each = tiles * tileFloats(tile, op, 1);
    const weights = heap.take(4 * each * op.channels);
    const all = Int32Array.from({ length: op.outputs }, (_, output) => output);
    for (let channel = 0; channel < op.channels; channel++)
      packWeights(
        kernel.floats,
        weights / 4 + channel * each,
        tile,
        op,
        Int32Array.of(channel),
        all,
        true,
        null,
        false,
      );
    const outputs = Int32Array.from(
      { length: tiles * tile.outputs },
      (_, output) => Math.min(output, op.outputs) * layout.channelBytes[op.y],
    );
    const inputs = Int32Array.from({ length: op.channels }, (_, channel) => channel * layout.channelBytes[op.x]);
    const made = { weights, outputs: heap.takeInts(outputs), inputs: heap.takeInts(inputs), tiles, tile };
    known.set(at, made);
    return made;
  }

  return {
    ready(at, state, block, addresses) {
      const op = programme.ops[at] as LinearOp;
      const held = state.contributions;
      if (!held) throw new Error("these contributions are not kept");
      const address = held.address + block * held.blockBytes;
      if (held.filled[block]) return address;
      const { weights, outputs, inputs, tiles, tile } = apart(at, op);
      const strides = tileStrides(tile, true, op, 1);
      for (let channel = 0; channel < op.channels; channel++)
        tile.linearByChannel(
          addresses[op.x],
          layout.places[at],
          op.taps.starts.length - 1,
          inputs + 4 * channel,
          1,
          weights + 4 * channel * tiles * tileFloats(tile, op, 1),
          strides.tap,
          strides.channel,
          4 * tileFloats(tile, op, 1),
          outputs,
          tiles,
          address + channel * layout.storeBytes[op.y],
          layout.rowBytes,
          lowest,
          highest,
          layout.list,
          1,
        );
      held.filled[block] = 1;
      return address;
    },
    dispose() {
      for (const { weights, outputs, inputs } of known.values()) [weights, outputs, inputs].forEach(heap.free);
      known.clear();
    },
  };
}
