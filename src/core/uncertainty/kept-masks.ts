import type { Votes } from "../game/predictions.ts";
import type { MaskedPredictions } from "./masked-predictions.ts";

/** How much a sweep plays: the axes of what is kept of it. */
export interface SweepExtent {
  readonly fractions: number;
  readonly masks: number;
  readonly examples: number;
  readonly classes: number;
}

/** What the bootstrap needs of every mask at every fraction to compute one statistic over resampled masks. */
export interface KeptMasks {
  keep(fraction: number, mask: number, predictions: MaskedPredictions): void;
  /** The statistic at the fraction (its place in the grid) with mask k counted `weights[k]` times. */
  statistic(fraction: number, weights: Int32Array): number;
  /** Rough count of operations of one resample over all fractions; sets the pace of the bootstrap. */
  readonly operations: number;
  /** Everything that is kept, in arrays that `keep` writes into; whoever puts another's numbers into them goes on from there. */
  readonly arrays: readonly (Float64Array | Float32Array | Votes)[];
}
