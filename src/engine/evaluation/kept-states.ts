import type { ByteHeap } from "../kernel/byte-heap.ts";
import type { RowLayout } from "./row-layout.ts";

/** One store for every block of a set of examples, kept between calls. */
export interface KeptState {
  readonly store: number;
  readonly address: number;
  /** 1 for each block that is computed. */
  readonly filled: Uint8Array;
  /** Times that a coalition has read it. */
  uses: number;
  /** What each channel gives to the next operation, where that is kept too. */
  contributions: KeptContributions | null;
}

export interface KeptContributions {
  readonly address: number;
  readonly blockBytes: number;
  readonly filled: Uint8Array;
}

/** What is known of a set of examples. */
export interface KeptExamples {
  readonly layout: RowLayout;
  readonly blocks: number;
  /** Frontier stores, and the states that belong to a coalition's first masks, by what those see. */
  readonly frontier: Map<number, KeptState>;
  readonly states: Map<string, KeptState>;
  /** What coalitions' first masks have seen before. */
  readonly seen: Set<string>;
  /** Calls so far that asked for these examples. */
  calls: number;
  bytes: number;
}

/** More patterns than these are not going to come again. */
const mostSeen = 2 ** 14;

/** Share of the memory that may be full before contributions are kept: states come first. */
export const contributionShare = 0.75;

/** Sets of examples with what is kept of them, within so many bytes; the oldest sets go first. */
export interface KeptStates {
  /** The set under this name, made where there is none. */
  examples(name: string, layout: RowLayout, blocks: number): KeptExamples;
  /** A state of these examples, or null where it would take more than this share of the memory. */
  add(to: KeptExamples, store: number, share?: number): KeptState | null;
  contribute(to: KeptExamples, state: KeptState, blockBytes: number): KeptContributions | null;
  /** Whether this was asked for in a call before. */
  again(of: KeptExamples, pattern: string): boolean;
  clear(): void;
}

export function keptStates(heap: ByteHeap, mostBytes: number): KeptStates {
  const sets = new Map<string, KeptExamples>();

  function forget(name: string, set: KeptExamples): void {
    for (const state of [...set.frontier.values(), ...set.states.values()]) {
      heap.free(state.address);
      if (state.contributions) heap.free(state.contributions.address);
    }
    sets.delete(name);
  }

  function room(set: KeptExamples, bytes: number, share: number): boolean {
    const held = () => [...sets.values()].reduce((sum, each) => sum + each.bytes, 0);
    if (set.bytes + bytes > share * mostBytes) return false;
    for (const [name, other] of sets) {
      if (held() + bytes <= mostBytes) break;
      if (other !== set) forget(name, other);
    }
    set.bytes += bytes;
    return true;
  }

  /** Memory for a set; null where it would have too much, or where the browser has no more. */
  function taken(set: KeptExamples, bytes: number, share: number): number | null {
    if (!room(set, bytes, share)) return null;
    try {
      return heap.take(bytes);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      set.bytes -= bytes;
      return null;
    }
  }

  return {
    examples(name, layout, blocks) {
      const known = sets.get(name);
      if (known && known.layout === layout) {
        // the latest stands last
        sets.delete(name);
        sets.set(name, known);
        known.calls++;
        return known;
      }
      if (known) forget(name, known);
      const set = {
        layout,
        blocks,
        frontier: new Map(),
        states: new Map(),
        seen: new Set<string>(),
        calls: 1,
        bytes: 0,
      };
      sets.set(name, set);
      return set;
    },
    add(to, store, share = 1) {
      const bytes = to.layout.storeBytes[store] * to.blocks;
      const address = taken(to, bytes, share);
      return address === null
        ? null
        : { store, address, filled: new Uint8Array(to.blocks), uses: 0, contributions: null };
    },
    contribute(to, state, blockBytes) {
      const address = taken(to, blockBytes * to.blocks, contributionShare);
      if (address === null) return null;
      state.contributions = { address, blockBytes, filled: new Uint8Array(to.blocks) };
      return state.contributions;
    },
    again(of, pattern) {
      if (of.seen.has(pattern)) return true;
      if (of.seen.size >= mostSeen) of.seen.clear();
      of.seen.add(pattern);
      return false;
    },
    clear() {
      for (const [name, set] of sets) forget(name, set);
    },
  };
}
