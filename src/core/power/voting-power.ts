import { FailureError } from "../failure.ts";
import { coalitionSizes } from "./coalition-sizes.ts";
import type { PowerIndex } from "./power-index.ts";

/**
 * Of all coalitions of s others, the share that the player turns from losing to winning, s = 0..others. Adds one other
 * voter at a time: share[s][w] is the fraction of coalitions of size s with weight w below the quota. Everything added
 * is positive, so tiny shares keep their relative precision.
 */
function swingShares(others: readonly number[], weight: number, quota: number): Float64Array {
  const shares = new Float64Array((others.length + 1) * quota);
  shares[0] = 1;
  others.forEach((added, before) => {
    const voters = before + 1;
    for (let s = voters; s >= 0; s--) {
      const stay = (voters - s) / voters;
      const join = s / voters;
      for (let w = quota - 1; w >= 0; w--) {
        const without = shares[s * quota + w] * stay;
        const withAdded = s > 0 && w >= added ? shares[(s - 1) * quota + w - added] * join : 0;
        shares[s * quota + w] = without + withAdded;
      }
    }
  });
  return Float64Array.from({ length: others.length + 1 }, (_, s) => {
    let swing = 0;
    for (let w = Math.max(0, quota - weight); w < quota; w++) swing += shares[s * quota + w];
    return swing;
  });
}

/**
 * Exact power in a weighted voting game by a dynamic programme over size and weight, once for each distinct weight:
 * O(N^2 quota) each. Relative error about 1e-13, however small the value.
 * @param weights whole numbers, at least 0
 * @param quota whole number, at least 1: coalitions of this weight or more win
 * @throws settings-invalid for other weights or quotas
 */
export function votingPower(weights: readonly number[], quota: number, index: PowerIndex): Float64Array {
  if (!Number.isInteger(quota) || quota < 1 || weights.some((weight) => !Number.isInteger(weight) || weight < 0))
    throw new FailureError({
      kind: "settings-invalid",
      message: "A weighted voting game needs whole weights from 0 on and a whole quota from 1 on.",
      where: "voting power",
    });
  const sizes = coalitionSizes(index, weights.length - 1);
  const known = new Map<number, number>();
  return Float64Array.from(weights, (weight, player) => {
    let power = known.get(weight);
    if (power === undefined) {
      const others = weights.filter((_, other) => other !== player);
      power = swingShares(others, weight, quota).reduce((sum, share, s) => sum + share * sizes[s], 0);
      known.set(weight, power);
    }
    return power;
  });
}
