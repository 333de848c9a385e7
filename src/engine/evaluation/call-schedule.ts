import type { CoalitionBatch } from "../../core/game/coalition-batch.ts";
import { type CoalitionOrder, coalitionOrder, maskedOps } from "./coalition-order.ts";
import { contributionBytes } from "./contributions.ts";
import type { KeptExamples, KeptState, KeptStates } from "./kept-states.ts";
import { allChannels, type Live, liveChannels, or, presentChannels } from "./live-channels.ts";
import { type LinearOp, type RowProgramme, readBy } from "./row-programme.ts";
import type { RowRecord, RowRecords } from "./row-records.ts";
import type { Tricks } from "./tricks.ts";

/** One operation for one coalition. */
export interface Step {
  readonly at: number;
  readonly record: RowRecord;
  /** The state whose contributions give the operation, where they are kept. */
  readonly contributor: KeptState | null;
}

/** What a coalition still has to compute for a block, after those before it. */
export interface Move {
  /** Row of the batch. */
  readonly row: number;
  readonly steps: readonly Step[];
  /** Kept states that it reads or fills, instead of the scratch. */
  readonly states: readonly KeptState[];
  readonly fills: readonly KeptState[];
}

export interface CallSchedule {
  /** Coalitions that are evaluated together on each block: as many as their gathered weights leave room for. */
  chunks(): Generator<readonly Move[]>;
}

/** Where states may be kept between calls: what the coalitions of a set of examples have seen. */
export interface Keeping {
  readonly kept: KeptStates;
  readonly set: KeptExamples;
}

/** Bytes of gathered weights of the coalitions of a chunk. */
const chunkBytes = 4 * 2 ** 20;
/** A first masked layer of no more units has a table over all of its subsets. */
export const tableUnits = 10;
/** Taps of a window from which contributions save more than they cost. */
const fewestTaps = 8;
/** Bytes of contributions to the first masked operation for one example. */
const foldBytes = 64 * 2 ** 10;
/** Share of the memory for states behind more than the first masked layer, whose patterns seldom come again. */
const deepShare = 0.25;
/** Reads of a state after which its contributions are worth computing. */
const readsBefore = 4;

/** A programme cut at its masks: how many of them each operation depends on, and what is known after each. */
export interface Cuts {
  readonly depths: readonly number[];
  readonly deepest: number;
  /** The one store that later operations read of those up to a depth; null where there are several. By depth, from 1. */
  readonly stores: readonly (number | null)[];
  /** Operations whose channels are summed apart, so that contributions can take their place. */
  readonly byChannel: readonly boolean[];
  /** Whether the first masked layer has so few units that all its subsets may be kept. */
  readonly table: boolean;
}

export function cutsOf(programme: RowProgramme, tricks: Tricks): Cuts {
  const masked = maskedOps(programme);
  const depths = programme.ops.map((_, at) => masked.filter((each) => each.at <= at).length);
  const deepest = masked.length;
  const stores: (number | null)[] = [null];
  for (let depth = 1; depth < deepest; depth++) {
    const writtenAt = new Map(programme.ops.flatMap(({ y }, at) => (depths[at] <= depth ? [[y, depths[at]]] : [])));
    const later = programme.ops.filter((_, at) => depths[at] > depth).flatMap(readBy);
    const read = [...new Set([...later, programme.output])].filter((store) => writtenAt.has(store));
    // what was written before the last mask belongs to the cut before it
    stores.push(read.length === 1 && writtenAt.get(read[0]) === depth ? read[0] : null);
  }
  const table =
    tricks.has("table") && masked.length > 1 && masked[0].players.length <= tableUnits && stores[1] !== null;
  const byChannel = programme.ops.map((op, at) => {
    if (op.kind !== "linear" || !op.players || op.window < fewestTaps || !tricks.has("contributions")) return false;
    if (table) return depths[at] === 2 && op.x === stores[1];
    const places = programme.stores[op.y].places;
    const size = 4 * op.channels * op.outputs * places;
    return tricks.has("fold") && depths[at] === 1 && programme.stores[op.x].frontier !== null && size <= foldBytes;
  });
  return { depths, deepest, stores, byChannel, table };
}

export interface ScheduleMaker {
  readonly byChannel: readonly boolean[];
  of(
    batch: CoalitionBatch,
    gains: Float32Array | undefined,
    keeping: Keeping | null,
    records: RowRecords,
  ): CallSchedule;
}

/** What a coalition may take from its kept states. */
interface Held {
  /** Operations up to this depth are done. */
  readonly done: number;
  readonly states: readonly KeptState[];
  /** Operations up to this depth compute all channels, for the states that are filled. */
  readonly full: number;
  readonly fills: readonly KeptState[];
}

const nothing: Held = { done: 0, states: [], full: 0, fills: [] };

export function callSchedule(programme: RowProgramme, tricks: Tricks): ScheduleMaker {
  const cuts = cutsOf(programme, tricks);
  const masked = maskedOps(programme);
  const everything = allChannels(programme);
  const { ops } = programme;

  /** Decided once for each pattern of a chunk, so that those that share it agree. */
  function heldBy(
    order: CoalitionOrder,
    place: number,
    keeping: Keeping,
    decided: Map<string, KeptState | null>,
  ): Held {
    const { kept, set } = keeping;
    const fills: KeptState[] = [];
    let full = 0;
    for (let depth = cuts.deepest - 1; depth >= 1; depth--) {
      const store = cuts.stores[depth];
      if (store === null) continue;
      const pattern = `${depth}:${order.prefix(place, depth)}`;
      if (!decided.has(pattern)) {
        const tabled = cuts.table && depth === 1;
        // few subsets come again for certain, once the examples do
        const pays = tabled ? set.calls > 1 : kept.again(set, pattern);
        const made = set.states.get(pattern) ?? (pays ? kept.add(set, store, tabled ? 1 : deepShare) : null);
        if (made) set.states.set(pattern, made);
        decided.set(pattern, made);
      }
      const state = decided.get(pattern);
      if (!state) continue;
      if (state.filled.every(Boolean)) return { done: depth, states: [...fills, state], full, fills };
      full = Math.max(full, depth);
      fills.push(state);
    }
    return { done: 0, states: fills, full, fills };
  }

  /** The state whose contributions may take an operation's place: the one that it reads. */
  function contributorOf(at: number, states: readonly KeptState[], keeping: Keeping | null): KeptState | null {
    const op = ops[at];
    if (!cuts.byChannel[at] || op.kind !== "linear" || !keeping) return null;
    const state = states.find(({ store }) => store === op.x) ?? keeping.set.frontier.get(op.x);
    if (!state) return null;
    state.uses++;
    if (state.contributions) return state;
    if (state.uses < readsBefore) return null;
    return keeping.kept.contribute(keeping.set, state, contributionBytes(op, keeping.set.layout)) ? state : null;
  }

  return {
    byChannel: cuts.byChannel,
    of(batch, gains, keeping, records) {
      const order = coalitionOrder(masked, batch, gains, tricks.has("shared"));
      const gathers = tricks.has("gather");
      const strengthAt = (place: number) => {
        const from = order.rows[place] * batch.players;
        return (player: number) => (batch.members[from + player] === 0 ? 0 : (gains?.[from + player] ?? 1));
      };
      const liveAt = (place: number): readonly Live[] =>
        gathers ? liveChannels(programme, strengthAt(place)) : everything;
      /** Strengths of an operation's channels where they are not all 1. */
      const strengthsOf = (at: number, place: number): Float32Array | null => {
        const op = ops[at];
        if (op.kind !== "linear" || !op.players || (!gains && gathers)) return null;
        const strength = strengthAt(place);
        return Float32Array.from(op.players, (player) => (player < 0 ? 1 : strength(player)));
      };

      function movesOf(from: number, lives: readonly (readonly Live[])[]): Move[] {
        const places = lives.map((_, index) => from + index);
        const decided = new Map<string, KeptState | null>();
        const held = places.map((place) =>
          keeping && !gains && tricks.has("table") ? heldBy(order, place, keeping, decided) : nothing,
        );
        // for each operation the first place of the group that shares it, and what the group needs of it
        const starts = ops.map(() => new Int32Array(lives.length));
        const needed: Uint8Array[][] = ops.map(() => []);
        ops.forEach((_, at) => {
          const depth = cuts.depths[at];
          places.forEach((place, index) => {
            const shares = index > 0 && order.repeats(place, depth);
            starts[at][index] = shares ? starts[at][index - 1] : index;
            const first = starts[at][index];
            needed[at][first] ??= new Uint8Array(lives[index][at].needed.length);
            const wanted = held[index].full >= depth ? everything[at].needed : lives[index][at].needed;
            or(needed[at][first], wanted);
          });
        });
        const ready = new Int32Array(ops.length).fill(-1);
        return places.map((place, index) => {
          const { done, states, fills } = held[index];
          const steps: Step[] = [];
          ops.forEach((op, at) => {
            const first = starts[at][index];
            if (cuts.depths[at] <= done || ready[at] === first) return;
            ready[at] = first;
            const present = op.kind === "linear" ? presentOf(lives[index][at], op, strengthAt(place), gathers) : null;
            const record = records.of(at, { present, needed: needed[at][first] }, strengthsOf(at, place));
            if (!record) return;
            const contributor =
              gains || !gathers || record.inputCount === 0 ? null : contributorOf(at, states, keeping);
            steps.push({ at, record, contributor });
          });
          return { row: order.rows[place], steps, states, fills };
        });
      }

      return {
        *chunks() {
          let from = 0;
          while (from < batch.rows) {
            const lives: (readonly Live[])[] = [];
            for (let bytes = 0; from + lives.length < batch.rows && (bytes < chunkBytes || lives.length === 0); ) {
              const live = liveAt(from + lives.length);
              lives.push(live);
              bytes += weightBytes(programme, live);
            }
            yield movesOf(from, lives);
            from += lives.length;
            records.clear();
          }
        },
      };
    },
  };
}

/** A linear operation that nobody needed of one coalition may still be computed for its group. */
function presentOf(live: Live, op: LinearOp, strengthOf: (player: number) => number, gathers: boolean): Uint8Array {
  if (live.present) return live.present;
  return gathers ? presentChannels(op, strengthOf) : new Uint8Array(op.channels).fill(1);
}

const count = (flags: Uint8Array): number => flags.reduce((sum, flag) => sum + flag, 0);

function weightBytes(programme: RowProgramme, lives: readonly Live[]): number {
  return programme.ops.reduce((sum, op, at) => {
    const { present, needed } = lives[at];
    return op.kind === "linear" && present ? sum + 4 * op.window * count(present) * count(needed) : sum;
  }, 0);
}
