import type { CoalitionBatch } from "../game/coalition-batch.ts";
import type { RandomSource } from "../random/random-source.ts";

export interface NestedMasks {
  /** Row f * masks + k is mask k at fraction f. */
  readonly batch: CoalitionBatch;
  /** What a present player is multiplied by, in the batch's shape: 1 / fraction. */
  readonly gains: Float32Array;
}

/**
 * Masks that are nested over the fractions: one set of uniforms u a mask, shared by all fractions, and player i is
 * present at fraction p where u_i < p (METHOD section 3). Curves over p are smooth for that reason.
 */
export function nestedMasks(
  fractions: readonly number[],
  masks: number,
  players: number,
  random: RandomSource,
): NestedMasks {
  const uniforms = Float64Array.from({ length: masks * players }, () => random.uniform());
  const members = new Uint8Array(fractions.length * uniforms.length);
  const gains = new Float32Array(members.length);
  fractions.forEach((fraction, f) => {
    const start = f * uniforms.length;
    for (let i = 0; i < uniforms.length; i++) if (uniforms[i] < fraction) members[start + i] = 1;
    gains.fill(1 / fraction, start, start + uniforms.length);
  });
  return { batch: { players, rows: fractions.length * masks, members }, gains };
}
