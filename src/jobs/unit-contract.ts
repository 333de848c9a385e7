import type { UnitKernel } from "../core/dependency/unit-kernels.ts";

/** What crosses the threads for the job `unit`; see contract.ts. */

/** A close look at one unit of the full network. */
export interface UnitSpec {
  readonly player: number;
}

/** A calibration example that a unit answers to. */
export interface UnitExample {
  /** Row of the dataset. */
  readonly row: number;
  /** Its class as the dataset numbers them; null without labels. */
  readonly label: number | null;
  /** The unit's highest activation over places. */
  readonly value: number;
  /** As the network reads it, of the model's input shape. */
  readonly input: Float32Array;
}

export interface UnitLook {
  readonly player: number;
  /** The weights that make it. */
  readonly kernels: readonly UnitKernel[];
  readonly inputShape: readonly number[];
  /** Those that it is most active on, the highest first; null until all calibration examples were seen. */
  readonly examples: readonly UnitExample[] | null;
  /** Share of the calibration examples on which it is above zero somewhere; null until then. */
  readonly active: number | null;
}
