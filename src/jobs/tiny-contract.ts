import type { Payoff } from "../core/game/payoff.ts";
import type { PowerEstimate, PowerIndex } from "../core/power/power-index.ts";

/** What crosses the threads for the job `tiny`; see contract.ts. */

/** A game of at most 12 players, solved exactly. */
export interface TinySpec {
  readonly seed: number;
  readonly payoff: Payoff;
  readonly game:
    | { readonly kind: "textbook"; readonly name: string }
    /** Chosen units of the network play; the others are all present or all absent. */
    | { readonly kind: "units"; readonly units: readonly number[]; readonly others: "present" | "absent" };
  readonly index: PowerIndex;
  /** Coalition evaluations of the estimate that is held against the exact index. */
  readonly evaluations: number;
}
export interface TinyGame {
  readonly players: number;
  readonly names: readonly string[];
  /** All 2^players values; bit i of a coalition's number is player i. */
  readonly values: Float64Array;
  readonly exact: { readonly shapley: Float64Array; readonly banzhaf: Float64Array; readonly chosen: Float64Array };
  readonly estimate: PowerEstimate | null;
  readonly solutions: TinySolutions | null;
}
/** Exact solutions of the zero-normalised game. */
export interface TinySolutions {
  readonly coreEmpty: boolean;
  /** Least e with x(S) >= v(S) - e for every coalition, and an allocation that reaches it. */
  readonly leastCore: { readonly value: number; readonly allocation: Float64Array };
  /** Least and most that each player receives in the core; null where the core is empty. */
  readonly coreBounds: { readonly least: Float64Array; readonly most: Float64Array } | null;
  readonly nucleolus: Float64Array;
  /** A point of the prekernel, and the largest difference of maximum surpluses left at it. */
  readonly kernel: { readonly allocation: Float64Array; readonly residual: number };
}
