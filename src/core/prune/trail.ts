import type { ExamplesEach } from "../game/example-blocks.ts";
import type { PowerEstimate, PowerIndex } from "../power/power-index.ts";
import type { GroupRule } from "./constraints.ts";
import type { Goal } from "./goal.ts";

/** The strategies of arXiv 2311.10468. */
export const strategyNames = ["top-n", "iterated-pruning", "iterated-building"] as const;

/** Beyond the paper: three that mend their sampling luck, and the exact yardsticks for small networks. */
export const furtherStrategyNames = [
  "building-with-swaps",
  "building-with-raced-swaps",
  "pruning-with-swaps",
  "greedy-elimination",
  "greedy-building",
] as const;

/** Those that choose for the network as it is once the layers behind the cuts are refitted. */
export const refitStrategyNames = ["reconstruction"] as const;

/** What others prune by, on the same axes: one ranking each, the highest are kept. */
export const baselineNames = [
  "random",
  "magnitude-l1",
  "magnitude-l2",
  "geometric-median",
  "norm-scale",
  "taylor",
  "gradient-norm",
  "apoz",
  "activation-mean",
  "leave-one-out",
] as const;
export type BaselineName = (typeof baselineNames)[number];

export const everyStrategyName = [
  ...strategyNames,
  ...furtherStrategyNames,
  ...refitStrategyNames,
  ...baselineNames,
] as const;
export type StrategyName = (typeof everyStrategyName)[number];

export function isBaseline(name: StrategyName): name is BaselineName {
  return (baselineNames as readonly string[]).includes(name);
}

/** Whether a strategy ends with swaps of single units. */
export function takesSwaps(name: StrategyName): boolean {
  return name.endsWith("-swaps") || choosesForRefit(name);
}

/** Whether a strategy chooses for the network as it is after a refit. */
export function choosesForRefit(name: StrategyName): boolean {
  return (refitStrategyNames as readonly string[]).includes(name);
}

export const selectionScopes = ["global", "layer-wise"] as const;
/** Among whom units compete for their places: all units, or those of their own group, each keeping the same fraction. */
export type SelectionScope = (typeof selectionScopes)[number];

export interface StrategySettings {
  readonly strategy: StrategyName;
  /** Global if left out. Power is estimated in the game of all units either way. */
  readonly scope?: SelectionScope;
  /** Units to keep in the end, where the goal is a number of units. */
  readonly target: number;
  /** What ends the run; `target` units if left out. */
  readonly goal?: Goal;
  /** What every selection respects, a rule for each group that has any. */
  readonly rules?: readonly GroupRule[];
  /** Units added or removed a round; for rankings the spacing of the sizes that are measured. */
  readonly stepUnits: number;
  /** Rounds of this share of the units kept, and of `stepUnits` at least: geometric steps. Constant steps if left out. */
  readonly stepShare?: number;
  /** Each group's ranking is divided by its L2 norm, so that groups of other scale compete (baselines; top-n of an estimate layer by layer). */
  readonly normalised?: boolean;
  /** Index that is estimated each round. The iterated strategies recompute the bias of a biased index by the round (METHOD section 6). */
  readonly index: PowerIndex;
  /** Coalition evaluations a round (top-n: in all, if no estimate is handed in). */
  readonly roundEvaluations: number;
  /** Evaluations for swaps of single units at most (the strategies with swaps, and those that choose for a refit). */
  readonly swapEvaluations?: number;
  /** Examples that a refit learns from, where a strategy chooses for one; the calibration examples if left out. */
  readonly refitExamples?: number;
  /** Examples that each coalition of an estimate is played on; all if left out. Evaluations count the work: those of all examples. */
  readonly examplesEach?: ExamplesEach;
  /** Pace: evaluations a step at most. */
  readonly stepEvaluations: number;
}

/** A size that the strategy passed through. */
export interface TrailPoint {
  /** Units kept. */
  readonly size: number;
  /** One byte a player, 1 = kept. */
  readonly selection: Uint8Array;
  /** Accuracy (or agreement, or explained variance) on the validation examples with these units, and its 95 % interval. */
  readonly accuracy: number;
  readonly interval: readonly [number, number];
  /** The same once the layers behind the cuts are refitted, where the strategy chooses for that. */
  readonly afterRefit?: { readonly accuracy: number; readonly interval: readonly [number, number] };
  /** Ranking evaluations spent when the point was reached (validation evaluations not counted). */
  readonly evaluations: number;
  /**
   * Of random selections: how many there were of this size. `accuracy` is then their mean, `interval` reaches from their 5 %
   * to their 95 % quantile, and `selection` is the one in the middle.
   */
  readonly draws?: number;
}

/** What a strategy has found so far, in the order in which it went. */
export interface Trail {
  readonly settings: StrategySettings;
  readonly points: readonly TrailPoint[];
  readonly evaluations: number;
  /** Examples of each coalition of the estimates, where they were not all. */
  readonly examplesEach?: number;
  /** The conditional estimate of the round under way, if any. */
  readonly estimate: PowerEstimate | null;
  /** Selection under construction, one byte a player. */
  readonly selection: Uint8Array;
}
