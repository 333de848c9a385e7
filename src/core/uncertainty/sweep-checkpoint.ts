import type { Votes } from "../game/predictions.ts";
import type { RandomState } from "../random/random-source.ts";
import type { KeptMasks } from "./kept-masks.ts";
import type { Tally } from "./tally.ts";

/** Where a sweep of bands or of a surface stands. Plain; shares no array with the sweep. */
export interface SweepCheckpoint {
  /** State of the random source before the next mask. */
  readonly random: RandomState;
  /** Whole masks done. */
  readonly masks: number;
  /** Of each fraction, or each pair of fractions; empty before the first mask. */
  readonly tallies: readonly Tally[];
  /** What is kept of the masks for the bootstrap. */
  readonly kept: readonly (Float64Array | Float32Array | Votes)[];
}

const copied = (tally: Tally): Tally => ({
  ...tally,
  votes: tally.votes.slice(),
  sums: tally.sums.slice(),
  payoffs: [...tally.payoffs],
});

/** @param random before the next mask */
export function sweepCheckpoint(
  random: RandomState,
  masks: number,
  tallies: readonly Tally[],
  kept: KeptMasks | null,
): SweepCheckpoint {
  return { random, masks, tallies: tallies.map(copied), kept: kept?.arrays.map((array) => array.slice()) ?? [] };
}

/** The tallies of a checkpoint, to be counted on. */
export const talliesFrom = ({ tallies }: SweepCheckpoint): Tally[] => tallies.map(copied);

/** Puts back what was kept of the masks. */
export function keepAgain(kept: KeptMasks, from: SweepCheckpoint): void {
  kept.arrays.forEach((array, place) => {
    array.set(from.kept[place]);
  });
}
