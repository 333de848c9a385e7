import { factorCholesky, invertCholesky, solveCholesky } from "../stats/cholesky.ts";
import type { EfficientRows } from "./efficient-rows.ts";

/** A solved regression under efficiency. */
export interface EfficientFit {
  /** Coefficients of the players, which add up to zero, and then of the sines. */
  readonly coefficients: Float64Array;
  /** Cholesky factor of the matrix that was solved, of all columns. */
  readonly factor: Float64Array;
}

/**
 * Weighted least squares of the rows, the players' coefficients with a ridge, the sines' without.
 * @param ridge as a fraction of the mean diagonal of the players' Gram matrix; 0 for none
 * @returns null where the rows do not tell the players apart
 */
export function fitEfficient(rows: EfficientRows, ridge: number): EfficientFit | null {
  const n = rows.players;
  const columns = n + rows.waves;
  const factor = rows.gram();
  let diagonal = 0;
  for (let i = 0; i < n; i++) diagonal += factor[i * columns + i] / n;
  if (!(diagonal > 0)) return null;
  // the players' columns add up to zero: adding 11' settles that direction and changes nothing else
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) factor[i * columns + j] += diagonal / n;
    factor[i * columns + i] += ridge * diagonal;
  }
  // sines that the sizes so far cannot tell apart share their effect
  for (let j = n; j < columns; j++) factor[j * columns + j] = factor[j * columns + j] * (1 + 1e-9) || 1;
  if (!factorCholesky(factor, columns)) return null;
  const coefficients = solveCholesky(factor, columns, rows.moments());
  let mean = 0;
  for (let i = 0; i < n; i++) mean += coefficients[i] / n;
  for (let i = 0; i < n; i++) coefficients[i] -= mean;
  return { coefficients, factor };
}

/**
 * Standard errors of the players' coefficients by the HC2 sandwich, each row (a pair, where rows are pairs) a cluster of
 * its own, in the space where the coefficients add up to zero. Costs rows x columns x members.
 */
export function efficientStandardErrors(rows: EfficientRows, { coefficients, factor }: EfficientFit): Float64Array {
  const n = rows.players;
  const columns = n + rows.waves;
  const inverse = invertCholesky(factor, columns);
  const ofAll = new Float64Array(columns);
  for (let i = 0; i < n; i++) for (let j = 0; j < columns; j++) ofAll[j] += inverse[i * columns + j];
  const variance = new Float64Array(n);
  const influence = new Float64Array(columns);
  for (let row = 0; row < rows.rows; row++) {
    const fraction = rows.fractions[row];
    const weight = rows.weights[row];
    const waves = rows.wavesAt(fraction);
    const start = row * n;
    for (let j = 0; j < columns; j++) influence[j] = -fraction * ofAll[j];
    for (let w = 0; w < waves.length; w++) {
      const at = (n + w) * columns;
      for (let j = 0; j < columns; j++) influence[j] += waves[w] * inverse[at + j];
    }
    for (let i = 0; i < n; i++) {
      if (rows.members[start + i] === 0) continue;
      const at = i * columns;
      for (let j = 0; j < columns; j++) influence[j] += inverse[at + j];
    }
    let leverage = 0;
    let residual = rows.responses[row];
    let mean = 0;
    for (let i = 0; i < n; i++) {
      const a = rows.members[start + i] - fraction;
      leverage += weight * a * influence[i];
      residual -= a * coefficients[i];
      mean += influence[i] / n;
    }
    for (let w = 0; w < waves.length; w++) {
      leverage += weight * waves[w] * influence[n + w];
      residual -= waves[w] * coefficients[n + w];
    }
    // a row of leverage 1 is fitted exactly and says nothing of the noise
    if (1 - leverage < 1e-9) continue;
    const scale = (weight * weight * residual * residual) / (1 - leverage);
    for (let i = 0; i < n; i++) variance[i] += scale * (influence[i] - mean) ** 2;
  }
  return variance.map(Math.sqrt);
}
