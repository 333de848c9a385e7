import type { Trick } from "../../src/engine/evaluation/tricks.ts";
import type { Chain } from "./sequential.ts";

/** One way of evaluating coalitions. */
export interface Side {
  readonly name: string;
  /**
   * The plain loop; the plan in this thread; the plan in so many workers; or in so many pools of one that each play the
   * whole round, which is what the machine has for workers that share nothing.
   */
  readonly kind: "loop" | "plan" | "pool" | "apart";
  readonly workers?: number;
  /** Tricks that are switched off. */
  readonly without?: readonly Trick[];
  /** All outputs if left out; else only what each coalition is worth (the accuracy by made-up labels). */
  readonly asks?: "outputs" | "worth";
  /** Coalitions of a round, one call. */
  readonly coalitions: number;
  /** Coalitions of the first call, which is not counted: it fills tables and compiles. */
  readonly first: number;
}

/** Sides that play the same coalitions by turns. */
export interface Race {
  /** A chain with random weights on random inputs, or the sample's LeNet-5 on its digits. */
  readonly network: Chain | "sample";
  readonly backend: "wasm" | "webgpu";
  readonly kept: number;
  readonly examples: number;
  readonly rounds: number;
  readonly sides: readonly Side[];
}

export interface SideTimes {
  readonly name: string;
  /** Of a plan: "rows" by our kernel, or "stacked" in tfjs; empty for the others. */
  readonly way: string;
  /** The first call in all, milliseconds. */
  readonly first: number;
  /** Milliseconds a coalition, a round each. */
  readonly times: readonly number[];
  /** Largest |difference| from the first side's outputs, relative to 1 + |output|, over all rounds. */
  readonly difference: number;
}

export interface RaceResult {
  readonly backend: string;
  /** Whether the adapter is a GPU; false for wasm. */
  readonly gpu: boolean;
  readonly units: number;
  readonly parameters: number;
  /** Multiply-accumulates of one plain forward pass of one example. */
  readonly macs: number;
  readonly sides: readonly SideTimes[];
  /** Multiply-accumulates a second of tfjs's own product of two 2048 x 2048 matrices; only measured on a GPU. */
  readonly matmulRate: number | null;
}
