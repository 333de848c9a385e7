import type { ExampleSlice } from "./evaluator.ts";

/** How many of the calibration examples a coalition is played on: all, as many as balance the two noises, or so many. */
export type ExamplesEach = "all" | "balanced" | number;

/** Fewer examples than this a coalition are no faster (rows of examples are computed in tiles). */
export const fewestExamplesEach = 10;

/**
 * What a coalition costs whatever its examples: as much as this many multiply-accumulates of the full network on examples. A
 * constant, not a measurement, for it decides how many coalitions a budget buys, and pace must not change a number; in
 * multiply-accumulates, for on a larger network an example weighs more. Measured on LeNet-5 on wasm, where a coalition costs
 * as much as 150 to 200 examples besides its examples.
 */
const macsOfACoalition = 6e7;

/** What a coalition costs besides its examples, in examples' worth of a network with so many multiply-accumulates. */
export function overheadOf(macs: number): number {
  return macsOfACoalition / Math.max(1, macs);
}

/** A part of the examples, and what its mean payoff is multiplied by so that the mean over the parts is that over all examples. */
export interface ExampleBlock {
  readonly examples: ExampleSlice;
  readonly weight: number;
}

/** How many blocks there are to be: a number near the wanted one that cuts the examples evenly, where there is one. */
function blockCount(examples: number, each: number): number {
  const wanted = Math.max(1, Math.round(examples / each));
  let best = wanted;
  let distance = Number.POSITIVE_INFINITY;
  for (let count = Math.ceil(0.8 * wanted); count <= 1.25 * wanted; count++)
    if (examples % count === 0 && Math.abs(count - wanted) < distance) {
      best = count;
      distance = Math.abs(count - wanted);
    }
  return best;
}

/**
 * The examples cut into fixed blocks of about `each`, stretches of their order: where that is stratified, so are the blocks.
 * Their sizes are equal where a nearby number of blocks divides the examples, else they differ by one at most and weights
 * make up for it.
 * @returns null where all examples are the better choice: `each` is no less than half of them
 */
export function exampleBlocks(examples: ExampleSlice, each: number): readonly ExampleBlock[] | null {
  const all = examples.length;
  const count = blockCount(all, Math.max(fewestExamplesEach, Math.floor(each)));
  if (count < 2) return null;
  return Array.from({ length: count }, (_, block) => {
    const from = Math.floor((block * all) / count);
    const to = Math.floor(((block + 1) * all) / count);
    return { examples: examples.slice(from, to), weight: (count * (to - from)) / all };
  });
}

/** What a coalition on `each` of the examples costs, in coalitions on all of them. */
export function costOnFewer(each: number, all: number, overhead: number): number {
  return (overhead + each) / (overhead + all);
}
