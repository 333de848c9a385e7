import { factorCholesky, invertCholesky, solveCholesky } from "../stats/cholesky.ts";
import type { EfficientRows } from "./efficient-rows.ts";

/** A solved regression under efficiency. */
export interface EfficientFit {
  /** Coefficients of the players, which add up to zero, then of the bent columns, then of the sines. */
  readonly coefficients: Float64Array;
  /** Cholesky factor of the matrix that was solved, of all columns. */
  readonly factor: Float64Array;
}

/**
 * Weighted least squares of the rows, the players' coefficients and the bent ones with a ridge each, the sines' without.
 * @param ridge of the players, as a fraction of the mean diagonal of their Gram matrix; 0 for none
 * @param bendRidge of the bent columns, likewise
 * @returns null where the rows do not tell the players apart
 */
export function fitEfficient(rows: EfficientRows, ridge: number, bendRidge = 0): EfficientFit | null {
  const { players: n, columns } = rows;
  const factor = rows.gram();
  [ridge, bendRidge].slice(0, rows.bent ? 2 : 1).forEach((of, block) => {
    const first = block * n;
    let diagonal = 0;
    for (let i = 0; i < n; i++) diagonal += factor[(first + i) * (columns + 1)] / n;
    // sizes so far may not have bent at all
    if (block === 1 && !(diagonal > 0)) diagonal = 1;
    // the columns add up to zero: adding 11' settles that direction and changes nothing else
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) factor[(first + i) * columns + first + j] += diagonal / n;
      factor[(first + i) * (columns + 1)] += of * diagonal;
    }
  });
  if (!(factor[0] > 0)) return null;
  // sines that the sizes so far cannot tell apart share their effect
  for (let j = columns - rows.waves; j < columns; j++)
    factor[j * (columns + 1)] = factor[j * (columns + 1)] * (1 + 1e-9) || 1;
  if (!factorCholesky(factor, columns)) return null;
  const coefficients = solveCholesky(factor, columns, rows.moments());
  let mean = 0;
  for (let i = 0; i < n; i++) mean += coefficients[i] / n;
  for (let i = 0; i < n; i++) coefficients[i] -= mean;
  return { coefficients, factor };
}

/** The columns of a row, combined by what each of them is to be multiplied with. */
function addColumns(
  rows: EfficientRows,
  row: number,
  waves: Float64Array,
  matrix: Float64Array,
  ofAll: readonly Float64Array[],
  into: Float64Array,
): void {
  const { players: n, columns } = rows;
  const fraction = rows.fractions[row];
  const bend = rows.bendAt(fraction);
  const [plain, bent] = ofAll;
  for (let c = 0; c < columns; c++) into[c] = -fraction * (rows.bent ? plain[c] + bend * bent[c] : plain[c]);
  for (let w = 0; w < waves.length; w++) {
    const at = (columns - waves.length + w) * columns;
    for (let c = 0; c < columns; c++) into[c] += waves[w] * matrix[at + c];
  }
  for (let i = 0; i < n; i++) {
    if (rows.members[row * n + i] === 0) continue;
    const at = i * columns;
    if (rows.bent) {
      const also = (n + i) * columns;
      for (let c = 0; c < columns; c++) into[c] += matrix[at + c] + bend * matrix[also + c];
    } else for (let c = 0; c < columns; c++) into[c] += matrix[at + c];
  }
}

/**
 * Standard errors of the players' coefficients by the HC2 sandwich, each row (a pair, where rows are pairs) a cluster of
 * its own, in the space where the coefficients add up to zero. Costs rows x columns x members.
 */
export function efficientStandardErrors(rows: EfficientRows, { coefficients, factor }: EfficientFit): Float64Array {
  const { players: n, columns } = rows;
  const inverse = invertCholesky(factor, columns);
  const ofAll = (rows.bent ? [0, n] : [0]).map((first) => {
    const sum = new Float64Array(columns);
    for (let i = 0; i < n; i++) for (let c = 0; c < columns; c++) sum[c] += inverse[(first + i) * columns + c];
    return sum;
  });
  const variance = new Float64Array(n);
  const influence = new Float64Array(columns);
  for (let row = 0; row < rows.rows; row++) {
    const fraction = rows.fractions[row];
    const bend = rows.bent ? rows.bendAt(fraction) : 0;
    const weight = rows.weights[row];
    const waves = rows.wavesAt(fraction);
    addColumns(rows, row, waves, inverse, ofAll, influence);
    let leverage = 0;
    let residual = rows.responses[row];
    let mean = 0;
    for (let i = 0; i < n; i++) {
      const a = rows.members[row * n + i] - fraction;
      leverage += weight * a * influence[i];
      residual -= a * coefficients[i];
      mean += influence[i] / n;
      if (!rows.bent) continue;
      leverage += weight * bend * a * influence[n + i];
      residual -= bend * a * coefficients[n + i];
    }
    for (let w = 0, at = columns - waves.length; w < waves.length; w++, at++) {
      leverage += weight * waves[w] * influence[at];
      residual -= waves[w] * coefficients[at];
    }
    // a row of leverage 1 is fitted exactly and says nothing of the noise
    if (1 - leverage < 1e-9) continue;
    const scale = (weight * weight * residual * residual) / (1 - leverage);
    for (let i = 0; i < n; i++) variance[i] += scale * (influence[i] - mean) ** 2;
  }
  return variance.map(Math.sqrt);
}
