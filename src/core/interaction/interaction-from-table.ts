import { pairsOf } from "./pairs-of.ts";

/**
 * Exact pairwise interaction under R_d: I_ij^d = E over S ~ Bern(d) on the others of v(S+ij) - v(S+i) - v(S+j) + v(S)
 * (at d = 1/2 the Banzhaf interaction index of Grabisch and Roubens 1999). Negative: the two are each other's spare;
 * positive: they complement each other.
 * @param values one value a coalition in the order of `allCoalitions`, 2^players of them
 * @param bias d, from 0 to 1
 * @param units whose pairs; all players if left out
 * @returns one value a pair, in the order of `pairsOf`, in units of the payoff
 * Errors: settings-invalid for impossible units
 */
export function interactionFromTable(
  values: Float64Array,
  players: number,
  bias: number,
  units: Int32Array = Int32Array.from({ length: players }, (_, i) => i),
): Float64Array {
  const weights = Float64Array.from(
    { length: Math.max(1, players - 1) },
    (_, s) => bias ** s * (1 - bias) ** (players - 2 - s),
  );
  return Float64Array.from(pairsOf(units, players), ([i, j]) => {
    const [one, other] = [1 << i, 1 << j];
    let interaction = 0;
    for (let coalition = 0; coalition < values.length; coalition++) {
      if (coalition & (one | other)) continue;
      let size = 0;
      for (let bits = coalition; bits > 0; bits >>= 1) size += bits & 1;
      const together = values[coalition | one | other] - values[coalition | one];
      interaction += weights[size] * (together - values[coalition | other] + values[coalition]);
    }
    return interaction;
  });
}
