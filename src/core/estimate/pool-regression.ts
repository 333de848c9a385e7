import type { CoalitionBatch } from "../game/coalition-batch.ts";
import { factorCholesky, invertCholesky, solveCholesky } from "../stats/cholesky.ts";
import { legendreAt } from "../stats/legendre.ts";

/** Legendre polynomials in the chance of joining, of degree 0, 1 and 2. */
export const degrees = 3;

/** Coalitions z whose players joined with a chance t of their own, and what is to be explained of their values. */
export interface PoolRows {
  readonly batch: CoalitionBatch;
  readonly chances: ArrayLike<number>;
  readonly responses: Float64Array;
}

/** Coefficients of (z_i - t) L_k(t) at 3 i + k, and what their standard errors need. */
export interface PoolSolution {
  readonly coefficients: Float64Array;
  readonly factor: Float64Array;
}

/**
 * Of every row the players who joined, or, where it was likelier to join, those who did not: the columns (z - t) L_k(t)
 * then only change sign. `sign`, `fraction` and the members say the same as z and t.
 */
function foldedRow({ batch, chances }: PoolRows, row: number) {
  const n = batch.players;
  const t = chances[row];
  const member = t > 0.5 ? 0 : 1;
  const present: number[] = [];
  for (let i = 0; i < n; i++) if (batch.members[row * n + i] === member) present.push(i);
  return {
    present,
    fraction: member === 1 ? t : 1 - t,
    sign: member === 1 ? 1 : -1,
    basis: legendreAt(t, degrees - 1),
  };
}

/** Adds a symmetric kernel (z - t)(z - t)' of products of two degrees, from the weighted sums over rows. */
class ProductSums {
  readonly together: Float64Array;
  readonly withFraction: Float64Array;
  squares = 0;
  readonly players: number;

  constructor(players: number) {
    this.players = players;
    this.together = new Float64Array(players * players);
    this.withFraction = new Float64Array(players);
  }

  add(present: readonly number[], fraction: number, weight: number): void {
    const n = this.players;
    for (let a = 0; a < present.length; a++) {
      const start = present[a] * n;
      this.withFraction[present[a]] += weight * fraction;
      for (let b = 0; b <= a; b++) this.together[start + present[b]] += weight;
    }
    this.squares += weight * fraction * fraction;
  }

  at(i: number, j: number): number {
    const [high, low] = i > j ? [i, j] : [j, i];
    return this.together[high * this.players + low] - this.withFraction[i] - this.withFraction[j] + this.squares;
  }
}

/**
 * Weighted ridge regression of the responses on (z_i - t) L_k(t).
 * @param ridges for each degree, as a fraction of the mean diagonal of its own columns
 * @returns null where the rows do not tell the columns apart
 */
export function solvePool(rows: PoolRows, weights: Float64Array, ridges: readonly number[]): PoolSolution | null {
  const n = rows.batch.players;
  const columns = degrees * n;
  const products = Array.from({ length: (degrees * (degrees + 1)) / 2 }, () => new ProductSums(n));
  const moments = new Float64Array(columns);
  const levels = new Float64Array(degrees);
  for (let row = 0; row < rows.batch.rows; row++) {
    const weight = weights[row];
    if (weight === 0) continue;
    const { present, fraction, sign, basis } = foldedRow(rows, row);
    for (let k = 0, at = 0; k < degrees; k++) {
      const scaled = sign * weight * basis[k] * rows.responses[row];
      levels[k] += scaled * fraction;
      for (const i of present) moments[degrees * i + k] += scaled;
      for (let l = 0; l <= k; l++) products[at++].add(present, fraction, weight * basis[k] * basis[l]);
    }
  }
  for (let i = 0; i < n; i++) for (let k = 0; k < degrees; k++) moments[degrees * i + k] -= levels[k];

  const factor = new Float64Array(columns * columns);
  for (let k = 0, at = 0; k < degrees; k++)
    for (let l = 0; l <= k; l++) {
      const sums = products[at++];
      let diagonal = 0;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          const [row, column] = [degrees * i + k, degrees * j + l];
          if (column <= row) factor[row * columns + column] = sums.at(i, j);
          else if (k !== l) factor[column * columns + row] = sums.at(i, j);
        }
        diagonal += sums.at(i, i) / n;
      }
      if (k !== l) continue;
      // a degree that no row tells anything of has no effect
      const ridge = diagonal > 0 ? ridges[k] * diagonal : 1;
      for (let i = 0; i < n; i++) factor[(degrees * i + k) * (columns + 1)] += ridge;
    }
  if (!factorCholesky(factor, columns)) return null;
  return { coefficients: solveCholesky(factor, columns, moments), factor };
}

/** What a solution gives for every row. */
export function fittedPool(rows: PoolRows, { coefficients }: Pick<PoolSolution, "coefficients">): Float64Array {
  const n = rows.batch.players;
  const totals = new Float64Array(degrees);
  for (let i = 0; i < n; i++) for (let k = 0; k < degrees; k++) totals[k] += coefficients[degrees * i + k];
  return Float64Array.from({ length: rows.batch.rows }, (_, row) => {
    const { present, fraction, sign, basis } = foldedRow(rows, row);
    let sum = 0;
    for (let k = 0; k < degrees; k++) {
      let level = -fraction * totals[k];
      for (const i of present) level += coefficients[degrees * i + k];
      sum += sign * basis[k] * level;
    }
    return sum;
  });
}

/**
 * Visits the rows with the weighted residual over the root of one minus the leverage (HC2) and the influence of the row
 * on every coefficient per unit of that: products of the two, squared and summed, are variances.
 */
export function visitInfluences(
  rows: PoolRows,
  weights: Float64Array,
  solution: PoolSolution,
  visit: (influence: Float64Array, scale: number) => void,
): void {
  const n = rows.batch.players;
  const columns = degrees * n;
  const inverse = invertCholesky(solution.factor, columns);
  const fitted = fittedPool(rows, solution);
  const ofAll = Array.from({ length: degrees }, () => new Float64Array(columns));
  for (let i = 0; i < n; i++)
    for (let k = 0; k < degrees; k++) {
      const start = (degrees * i + k) * columns;
      for (let c = 0; c < columns; c++) ofAll[k][c] += inverse[start + c];
    }
  const influence = new Float64Array(columns);
  for (let row = 0; row < rows.batch.rows; row++) {
    const weight = weights[row];
    if (weight === 0) continue;
    const { present, fraction, sign, basis } = foldedRow(rows, row);
    const [one, two, three] = basis;
    for (let c = 0; c < columns; c++)
      influence[c] = -fraction * (one * ofAll[0][c] + two * ofAll[1][c] + three * ofAll[2][c]);
    for (const i of present) {
      const a = degrees * i * columns;
      const b = a + columns;
      const d = b + columns;
      for (let c = 0; c < columns; c++)
        influence[c] += one * inverse[a + c] + two * inverse[b + c] + three * inverse[d + c];
    }
    let leverage = 0;
    for (let k = 0; k < degrees; k++) {
      let along = 0;
      for (let i = 0; i < n; i++) along -= fraction * influence[degrees * i + k];
      for (const i of present) along += influence[degrees * i + k];
      leverage += weight * basis[k] * along;
    }
    // a row of leverage 1 is fitted exactly and says nothing of the noise
    if (1 - leverage < 1e-9) continue;
    visit(influence, (sign * weight * (rows.responses[row] - fitted[row])) / Math.sqrt(1 - leverage));
  }
}
