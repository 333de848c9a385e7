import type { RandomSource } from "./random-source.ts";
import { randomPermutation } from "./shuffle.ts";

/**
 * Draws uniformly random subsets of a given size: the first places of a Fisher-Yates shuffle. The permutation is kept
 * between draws (any start is as good), so a subset costs min(size, count - size) numbers.
 * @returns writes a subset as memberships into a row of zeros
 */
export function subsetDrawer(count: number, random: RandomSource): (row: Uint8Array, size: number) => void {
  const order = randomPermutation(count, random);
  return (row, size) => {
    const fewer = Math.min(size, count - size);
    const chosen = fewer === size ? 1 : 0;
    if (chosen === 0) row.fill(1);
    for (let k = 0; k < fewer; k++) {
      const at = k + random.integer(count - k);
      const player = order[at];
      order[at] = order[k];
      order[k] = player;
      row[player] = chosen;
    }
  };
}
