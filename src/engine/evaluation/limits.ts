import type { Evaluator, ExampleSlice } from "../../core/game/evaluator.ts";

/** Bounds on what one pass may hold; shaped to the backend. */
export interface Limits {
  /** Bytes of activations of one stacked pass. */
  readonly passBytes: number;
  /** Bytes kept between calls: prefix outputs, contributions and tables; above it nothing more is kept. */
  readonly cacheBytes: number;
  /** Examples a pass at most. */
  readonly examples: number;
}

export const defaultLimits: Limits = { passBytes: 16 * 2 ** 20, cacheBytes: 512 * 2 ** 20, examples: 100 };

export interface MaskedEvaluator extends Evaluator {
  /** Runs one pass without reading it, so that a GPU backend compiles its shaders. */
  warm(examples: ExampleSlice, rows: number): Promise<void>;
  /** Frees weights and caches. */
  dispose(): void;
}
