import type { CoalitionBatch } from "../../core/game/coalition-batch.ts";
import { allChannels, liveChannels, presentChannels } from "../evaluation/live-channels.ts";
import type { RowProgramme } from "../evaluation/row-programme.ts";

/** Where the lists of each operation stand within a coalition's. */
export interface ListLayout {
  /** Numbers of one coalition. */
  readonly length: number;
  /** Of a linear operation: how many channels are present, which, and from `channels` numbers on their strengths. */
  readonly inAt: readonly number[];
  /** How many channels of y are wanted, and which. */
  readonly outAt: readonly number[];
}

export function listLayout({ stores, ops }: RowProgramme): ListLayout {
  let length = 0;
  const room = (numbers: number) => {
    length += numbers;
    return length - numbers;
  };
  const outAt = ops.map((op) => room(1 + stores[op.y].channels));
  const inAt = ops.map((op) => (op.kind === "linear" ? room(1 + 2 * op.channels) : 0));
  return { length, inAt, outAt };
}

/** Writes the channels that are marked behind their count. */
function list(into: Uint32Array, at: number, marked: Uint8Array): number {
  let count = 0;
  for (let channel = 0; channel < marked.length; channel++) if (marked[channel]) into[at + 1 + count++] = channel;
  into[at] = count;
  return count;
}

/**
 * The channels that each coalition reads and computes, operation by operation.
 * @param into room for all rows of the batch
 * @param gathers left out: every channel is computed, and absent ones count for nothing
 * @returns for each operation the most channels that a coalition wants
 */
export function writeLists(
  programme: RowProgramme,
  layout: ListLayout,
  batch: CoalitionBatch,
  gains: Float32Array | undefined,
  gathers: boolean,
  into: Uint32Array,
): number[] {
  const { ops } = programme;
  const most = ops.map(() => 0);
  const floats = new Float32Array(into.buffer, into.byteOffset, into.length);
  const all = gathers ? null : allChannels(programme);
  for (let row = 0; row < batch.rows; row++) {
    const members = row * batch.players;
    const strengthOf = (player: number) => batch.members[members + player] * (gains?.[members + player] ?? 1);
    const live = all ?? liveChannels(programme, strengthOf);
    const start = row * layout.length;
    for (let at = 0; at < ops.length; at++) {
      const op = ops[at];
      const { present, needed } = live[at];
      most[at] = Math.max(most[at], list(into, start + layout.outAt[at], needed));
      if (op.kind !== "linear") continue;
      const ins = start + layout.inAt[at];
      const count = list(into, ins, present ?? new Uint8Array(op.channels));
      const strengths = ins + 1 + op.channels;
      const there = all ? presentChannels(op, strengthOf) : null;
      for (let n = 0; n < count; n++) {
        const channel = into[ins + 1 + n];
        const player = op.players?.[channel] ?? -1;
        const gain = player < 0 || !gains ? 1 : gains[members + player];
        floats[strengths + n] = there && !there[channel] ? 0 : gain;
      }
    }
  }
  return most;
}
