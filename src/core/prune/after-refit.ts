import type { CoalitionBatch } from "../game/coalition-batch.ts";
import type { Game } from "../game/game.ts";
import type { Score } from "../game/score.ts";
import type { LayerSums } from "../repair/layer-sums.ts";

/**
 * Networks that are refitted after the cut, as strategies look at them: every layer behind a cut gives as nearly as it can
 * what the full network gives there (METHOD section 6), from examples that may be learnt from.
 *
 * What it costs, in evaluations, one being one pass of the calibration examples: `price` a selection, which is one for
 * every time that as many examples pass the small network, rounded up, and one for the sums and the solves. Where the
 * refit learns from 4,000 examples and 500 calibrate, that is 9; where it learns from the calibration examples, 2.
 */
export interface AfterRefit {
  /**
   * The payoff of the refitted network on the examples that it learnt from; where votes are counted, the log-likelihood of
   * what they ought to be, since refitted networks are told apart by few of them.
   */
  readonly game: Game;
  /** The same example by example, rows x examples, where the payoff is a mean over examples. */
  readonly perExample?: (batch: CoalitionBatch) => Promise<ArrayLike<number>>;
  /** Score of each refitted network on the validation examples. */
  measure(batch: CoalitionBatch): Promise<readonly Score[]>;
  readonly price: number;
  /** Sums over the same examples in the full network, of every layer that reads a unit; gathered once, at `price`. */
  sums(): Promise<readonly LayerSums[]>;
}
