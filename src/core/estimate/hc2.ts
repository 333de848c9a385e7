import type { CoalitionSums } from "./coalition-sums.ts";

/** A solved fit of the responses on (memberships - centre). */
export interface SolvedFit {
  readonly sums: CoalitionSums;
  readonly centre: Float64Array;
  /** What the fit gives at the centre: the intercept. */
  readonly level: number;
  /** Leverage that the intercept adds to every row; 0 without one. */
  readonly levelLeverage: number;
  readonly coefficients: Float64Array;
  /** Inverse of the Gram matrix around the centre, in full. */
  readonly inverse: Float64Array;
}

/**
 * Standard errors of the coefficients by the HC2 sandwich (MacKinnon and White 1985): residuals squared over one minus
 * the leverage, so rows of unequal variance are no harm. Costs rows x players x min(members, non-members).
 */
export function hc2StandardErrors({
  sums,
  centre,
  level,
  levelLeverage,
  coefficients,
  inverse,
}: SolvedFit): Float64Array {
  const n = sums.players;
  // inverse times (z - centre) is a sum of rows of the inverse: over the members, or taken off the grand coalition's
  const atEmpty = new Float64Array(n);
  const atGrand = new Float64Array(n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      atEmpty[i] -= inverse[i * n + j] * centre[j];
      atGrand[i] += inverse[i * n + j] * (1 - centre[j]);
    }
  const influence = new Float64Array(n);
  const variance = new Float64Array(n);
  for (let row = 0; row < sums.rows; row++) {
    const z = sums.members.subarray(row * n, (row + 1) * n);
    let size = 0;
    for (let i = 0; i < n; i++) size += z[i];
    const fromEmpty = 2 * size <= n;
    const chosen = fromEmpty ? 1 : 0;
    const sign = fromEmpty ? 1 : -1;
    influence.set(fromEmpty ? atEmpty : atGrand);
    for (let i = 0; i < n; i++) {
      if (z[i] !== chosen) continue;
      const start = i * n;
      for (let j = 0; j < n; j++) influence[j] += sign * inverse[start + j];
    }
    let leverage = levelLeverage;
    let residual = sums.responses[row] - level;
    for (let i = 0; i < n; i++) {
      const x = z[i] - centre[i];
      leverage += x * influence[i];
      residual -= x * coefficients[i];
    }
    // a row of leverage 1 is fitted exactly and says nothing of the noise
    if (1 - leverage < 1e-9) continue;
    const weight = (residual * residual) / (1 - leverage);
    for (let i = 0; i < n; i++) variance[i] += weight * influence[i] * influence[i];
  }
  return variance.map(Math.sqrt);
}
