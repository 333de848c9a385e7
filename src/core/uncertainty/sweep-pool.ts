import type { CoalitionBatch } from "../game/coalition-batch.ts";
import type { Outputs } from "../game/evaluator.ts";
import { type Payoff, payoffsOf } from "../game/payoff.ts";
import type { Truth } from "../game/truth.ts";

/** Coalitions that a sweep played and what they are worth: a pool for the one-pool estimator. */
export interface SweepPool {
  readonly players: number;
  readonly payoff: Payoff;
  readonly rows: number;
  /** rows x players. */
  readonly members: Uint8Array;
  /** Probability with which each row's players were kept. */
  readonly fractions: Float64Array;
  readonly values: Float64Array;
  /** Mask of each row: rows of one mask are nested, so their noise is not independent (cluster standard errors by it). */
  readonly masks: Int32Array;
}

/** Takes the coalitions of a sweep as it plays them. */
export interface PoolCollector {
  add(batch: CoalitionBatch, outputs: Outputs, fractions: ArrayLike<number>, masks: ArrayLike<number>): void;
  /** What came in so far, in arrays of its own. */
  pool(): SweepPool;
}

/**
 * Keeps the coalitions of a sweep, so that its evaluations are never wasted (METHOD section 4, "one pool"). Hand it to
 * `sweepUncertainty`; a sweep with rescaled masks plays another game and leaves the pool empty.
 * @param truth of the sweep's examples, for the payoff
 */
export function collectPool(players: number, truth: Truth | Int32Array, payoff: Payoff): PoolCollector {
  const members: Uint8Array[] = [];
  const [fractions, values, masks]: number[][] = [[], [], []];
  return {
    add(batch, outputs, rowFractions, rowMasks) {
      members.push(batch.members.slice());
      fractions.push(...Array.from(rowFractions));
      masks.push(...Array.from(rowMasks));
      values.push(...payoffsOf(outputs, truth, payoff));
    },
    pool() {
      const all = new Uint8Array(values.length * players);
      let offset = 0;
      for (const part of members) {
        all.set(part, offset);
        offset += part.length;
      }
      return {
        players,
        payoff,
        rows: values.length,
        members: all,
        fractions: Float64Array.from(fractions),
        values: Float64Array.from(values),
        masks: Int32Array.from(masks),
      };
    },
  };
}
