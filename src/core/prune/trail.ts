import type { PowerEstimate, PowerIndex } from "../power/power-index.ts";

export const strategyNames = ["top-n", "iterated-pruning", "iterated-building"] as const;
export type StrategyName = (typeof strategyNames)[number];

export const selectionScopes = ["global", "layer-wise"] as const;
/** Among whom units compete for their places: all units, or those of their own group, each keeping the same fraction. */
export type SelectionScope = (typeof selectionScopes)[number];

export interface StrategySettings {
  readonly strategy: StrategyName;
  /** Global if left out. Power is estimated in the game of all units either way. */
  readonly scope?: SelectionScope;
  /** Units to keep in the end. */
  readonly target: number;
  /** Units added or removed a round; for top-n the spacing of the sizes that are measured. */
  readonly stepUnits: number;
  /** Index that is estimated each round. The iterated strategies recompute the bias of a biased index by the round (METHOD section 6). */
  readonly index: PowerIndex;
  /** Coalition evaluations a round (top-n: in all, if no estimate is handed in). */
  readonly roundEvaluations: number;
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
  /** Ranking evaluations spent when the point was reached (validation evaluations not counted). */
  readonly evaluations: number;
}

/** What a strategy has found so far, in the order in which it went. */
export interface Trail {
  readonly settings: StrategySettings;
  readonly points: readonly TrailPoint[];
  readonly evaluations: number;
  /** The conditional estimate of the round under way, if any. */
  readonly estimate: PowerEstimate | null;
  /** Selection under construction, one byte a player. */
  readonly selection: Uint8Array;
}
