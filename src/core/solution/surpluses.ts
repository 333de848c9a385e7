import { excesses } from "./excess.ts";

/**
 * Maximum surplus of every player against every other at a payoff vector: s_ij is the largest excess of a coalition
 * that holds i and not j. Row-major players x players, -Infinity on the diagonal.
 * @param worth zero-normalised values, bit i of a coalition's number is the membership of player i
 */
export function surpluses(worth: Float64Array, payoff: Float64Array): Float64Array {
  const n = payoff.length;
  const excess = excesses(worth, payoff);
  const largest = new Float64Array(n * n).fill(-Infinity);
  for (let coalition = 1; coalition < worth.length - 1; coalition++)
    for (let i = 0; i < n; i++) {
      if (((coalition >> i) & 1) === 0) continue;
      for (let j = 0; j < n; j++)
        if (((coalition >> j) & 1) === 0 && excess[coalition] > largest[i * n + j])
          largest[i * n + j] = excess[coalition];
    }
  return largest;
}
