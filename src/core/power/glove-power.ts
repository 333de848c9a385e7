import { coalitionSizes } from "./coalition-sizes.ts";
import type { PowerIndex } from "./power-index.ts";

/**
 * Chance that more of the `scarce` than of the `own` owners have joined, given how likely each number of joiners is:
 * that is when one more of `own` makes a pair. Sizes split between the two sides hypergeometrically.
 */
function marginalOf(own: number, scarce: number, index: PowerIndex): number {
  const others = own - 1 + scarce;
  const sizes = coalitionSizes(index, others);
  let power = 0;
  for (let size = 0; size <= others; size++) {
    // the split with the fewest own owners, then each next one by its ratio to the last
    const fewest = Math.max(0, size - scarce);
    let share = 1;
    let total = 0;
    let pairing = 0;
    for (let mine = fewest; mine <= Math.min(own - 1, size); mine++) {
      total += share;
      if (size - mine > mine) pairing += share;
      share *= ((own - 1 - mine) * (size - mine)) / ((mine + 1) * (scarce - size + mine + 1));
    }
    power += sizes[size] * (pairing / total);
  }
  return power;
}

/** Exact power in the glove game of `left` and `right` owners: players in the order of `gloveGame`. O(N^2). */
export function glovePower(left: number, right: number, index: PowerIndex): Float64Array {
  const power = new Float64Array(left + right);
  if (left > 0) power.fill(marginalOf(left, right, index), 0, left);
  if (right > 0) power.fill(marginalOf(right, left, index), left);
  return power;
}
