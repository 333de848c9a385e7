import type { Score } from "../core/game/score.ts";
import type { LayerFit } from "../core/repair/layer-fit.ts";
import type { RepairSettings } from "../core/repair/repair-settings.ts";
import type { RepairedWeights } from "../core/repair/repaired-weights.ts";
import type { Epoch } from "../core/repair/tuning.ts";

/** What crosses the threads for the job `repair`; see contract.ts. */

/** A choice of units, and what repair has made of the weights of the network that they leave. */
export interface RepairedSelection {
  readonly selection: Uint8Array;
  /** Layers whose weights repair changed; null or left out for the pruned network as it was cut. */
  readonly repaired?: RepairedWeights | null;
}

/** One step of repair on a pruned network, which may have been repaired before. */
export interface RepairSpec extends RepairedSelection {
  readonly seed: number;
  /** The point of a pruning run that is repaired: the page's own note. */
  readonly point: { readonly run: string; readonly size: number };
  readonly settings: RepairSettings;
  /**
   * Examples to learn from at most: the calibration examples first, then others that neither validate nor are set apart
   * for testing.
   */
  readonly examples: number;
}

export interface Repair {
  /** What is being done, for the progress line. */
  readonly stage: string;
  /** Examples that it learns from, and how many of them calibrate. */
  readonly examples: number;
  readonly calibration: number;
  /** Validation figure of the network as it came; null until it was measured. */
  readonly before: Score | null;
  /** Of the network with `repaired`; null as long as there is nothing to show. */
  readonly after: Score | null;
  /** Layers done, of a refit, a bias correction or a recalibration. */
  readonly layers: readonly LayerFit[];
  /** Whole epochs, of fine-tuning. */
  readonly epochs: readonly Epoch[];
  /** The epoch that `after` and `repaired` are of; 0: nothing was better than the network as it came. null otherwise. */
  readonly bestEpoch: number | null;
  /** All weights that differ from the network as it was cut, earlier steps included; null as long as there is nothing to show. */
  readonly repaired: RepairedWeights | null;
}
