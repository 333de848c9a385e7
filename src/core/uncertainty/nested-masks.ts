import type { CoalitionBatch } from "../game/coalition-batch.ts";
import type { RandomSource } from "../random/random-source.ts";

export interface NestedMasks {
  /** Row f * masks + k is mask k at fraction f. */
  readonly batch: CoalitionBatch;
  /** What a present player is multiplied by, in the batch's shape: 1 / fraction. */
  readonly gains: Float32Array;
}

/** The uniforms behind `masks` masks, masks x players: a mask is drawn whole before the next one. */
export function maskUniforms(masks: number, players: number, random: RandomSource): Float64Array {
  return Float64Array.from({ length: masks * players }, () => random.uniform());
}

/**
 * One set of masks out of their uniforms: player i of a mask is present where its uniform lies below its rate.
 * @param uniforms masks x players
 * @param rateOf a player's probability of being kept
 */
export function masksBelow(
  uniforms: Float64Array,
  players: number,
  rateOf: (player: number) => number,
): { readonly members: Uint8Array; readonly gains: Float32Array } {
  const rates = Float64Array.from({ length: players }, (_, player) => rateOf(player));
  const members = new Uint8Array(uniforms.length);
  const gains = new Float32Array(uniforms.length);
  for (let i = 0, player = 0; i < uniforms.length; i++) {
    if (uniforms[i] < rates[player]) members[i] = 1;
    gains[i] = 1 / rates[player];
    if (++player === players) player = 0;
  }
  return { members, gains };
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
  const uniforms = maskUniforms(masks, players, random);
  const members = new Uint8Array(fractions.length * uniforms.length);
  const gains = new Float32Array(members.length);
  fractions.forEach((fraction, f) => {
    const at = masksBelow(uniforms, players, () => fraction);
    members.set(at.members, f * uniforms.length);
    gains.set(at.gains, f * uniforms.length);
  });
  return { batch: { players, rows: fractions.length * masks, members }, gains };
}
