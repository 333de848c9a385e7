import { FailureError } from "../failure.ts";
import { biasOf } from "../power/index-bias.ts";
import type { PowerIndex } from "../power/power-index.ts";
import type { RandomSource } from "../random/random-source.ts";

/** Fills the row: each player joins with probability `bias`, on its own (the paper's process R_d). One uniform a player. */
export function drawBernoulli(row: Uint8Array, bias: number, random: RandomSource): void {
  for (let i = 0; i < row.length; i++) row[i] = random.uniform() < bias ? 1 : 0;
}

/**
 * The bias of an index that is to be sampled.
 * @throws settings-invalid where it is 0 or 1 (all masks would be alike) or where the index has none (Shapley)
 */
export function samplingBias(index: PowerIndex): number {
  const bias = biasOf(index);
  if (bias === null || bias === 0 || bias === 1)
    throw new FailureError({
      kind: "settings-invalid",
      message:
        bias === null
          ? "The Shapley value has no single bias to sample coalitions with."
          : `With a bias of ${bias} all sampled coalitions would be the same.`,
      where: "power index",
      advice: "Choose a bias above 0 and below 1.",
    });
  return bias;
}
