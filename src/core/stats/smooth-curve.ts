import { factorCholesky, solveCholesky } from "./cholesky.ts";
import { legendreAt } from "./legendre.ts";

/**
 * A smooth curve through noisy points: least squares on Legendre polynomials.
 * @param x in [0, 1]
 * @param degree lowered where there are fewer than eight points for each coefficient
 */
export function smoothCurve(x: ArrayLike<number>, y: ArrayLike<number>, degree: number): (x: number) => number {
  const highest = Math.max(0, Math.min(degree, Math.floor(x.length / 8) - 1));
  const columns = highest + 1;
  const gram = new Float64Array(columns * columns);
  const moments = new Float64Array(columns);
  let mean = 0;
  for (let row = 0; row < x.length; row++) mean += y[row] / x.length;
  for (let row = 0; row < x.length; row++) {
    const basis = legendreAt(x[row], highest);
    for (let i = 0; i < columns; i++) {
      moments[i] += basis[i] * (y[row] - mean);
      for (let j = 0; j <= i; j++) gram[i * columns + j] += basis[i] * basis[j];
    }
  }
  // points at few different x cannot tell high degrees apart: they share
  for (let i = 0; i < columns; i++) gram[i * columns + i] = gram[i * columns + i] * (1 + 1e-6) + 1e-12;
  if (!factorCholesky(gram, columns)) return () => mean;
  const coefficients = solveCholesky(gram, columns, moments);
  return (at) => {
    const basis = legendreAt(at, highest);
    let sum = mean;
    for (let i = 0; i < columns; i++) sum += basis[i] * coefficients[i];
    return sum;
  };
}
