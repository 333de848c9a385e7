import type { CoalitionBatch } from "./coalition-batch.ts";

/**
 * A cooperative game: one number a coalition. The seam that everything hangs on: textbook games, the reference
 * network and the tfjs evaluator are all games, and no estimator knows which one it plays.
 */
export interface Game {
  readonly players: number;
  /** The value of every row of the batch, in order. */
  values(batch: CoalitionBatch): Promise<Float64Array>;
}
