import type { CoalitionBatch } from "./coalition-batch.ts";

/** A game that also knows its derivatives: d v / d z_i at each coalition of the batch, row-major rows x players. */
export interface GradientSource {
  readonly players: number;
  gradients(batch: CoalitionBatch): Promise<Float64Array>;
}
