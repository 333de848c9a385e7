import type { CoalitionBatch } from "../game/coalition-batch.ts";
import { costOnFewer } from "../game/example-blocks.ts";
import { type PairedGain, pairedGain } from "./paired-gain.ts";

/** The worth of coalitions example by example, in blocks of the calibration examples. */
export interface ExamplesInBlocks {
  /** Examples of each block. */
  readonly sizes: readonly number[];
  /** What a coalition costs besides its examples, in examples' worth (see `overheadOf`). */
  readonly overhead: number;
  /** What each example of a block gives, rows x examples of the block. */
  perExample(batch: CoalitionBatch, block: number): Promise<ArrayLike<number>>;
}

/** What the examples of some blocks gave, a list a block; blocks that were not played are missing. */
export type BlockWorths = readonly (ArrayLike<number> | undefined)[];

/** What a coalition on a block costs, in evaluations of all examples. */
export function blockPrice({ sizes, overhead }: ExamplesInBlocks, block: number): number {
  return costOnFewer(
    sizes[block],
    sizes.reduce((sum, size) => sum + size, 0),
    overhead,
  );
}

/** How much better one is than the other on the blocks that both were played on; 0 without any. */
export function gainOnBlocks(one: BlockWorths, other: BlockWorths): PairedGain {
  const [mine, theirs]: number[][] = [[], []];
  one.forEach((worths, block) => {
    const others = other[block];
    if (!worths || !others) return;
    for (let x = 0; x < worths.length; x++) {
      mine.push(worths[x]);
      theirs.push(others[x]);
    }
  });
  return mine.length === 0 ? { gain: 0, error: 0 } : pairedGain(mine, theirs);
}
