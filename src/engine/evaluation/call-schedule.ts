import type { CoalitionBatch } from "../../core/game/coalition-batch.ts";
import { type CoalitionOrder, coalitionOrder, maskedOps } from "./coalition-order.ts";
import { contributionBytes } from "./contributions.ts";
import type { KeptExamples, KeptState, KeptStates } from "./kept-states.ts";
import { allChannels, type Live, liveChannels, or, presentChannels } from "./live-channels.ts";
import { cutsOf } from "./programme-cuts.ts";
import type { LinearOp, RowProgramme } from "./row-programme.ts";
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

/** Bytes of gathered weights of the coalitions of a chunk: all of its blocks read them again, from the second cache. */
const chunkBytes = 2 ** 20;
/** Share of the memory for states behind more than the first masked layer, whose patterns seldom come again. */
const deepShare = 0.25;
/** Reads of a state after which its contributions are worth computing: they cost as much as a hundred reads save. */
const readsBefore = 100;
/** The same for the frontier, from which every state of a table is made. */
const frontierReadsBefore = 4;

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
    if (state.uses < (cuts.depths[at] === 1 ? frontierReadsBefore : readsBefore)) return null;
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

/** Bytes of the weights that are gathered for a coalition alone. */
function weightBytes(programme: RowProgramme, lives: readonly Live[]): number {
  return programme.ops.reduce((sum, op, at) => {
    const { present, needed } = lives[at];
    if (op.kind !== "linear" || !present) return sum;
    const [inputs, outputs] = [count(present), count(needed)];
    return inputs === op.channels && outputs === op.outputs ? sum : sum + 4 * op.window * inputs * outputs;
  }, 0);
}
