/**
 * Symmetric positive definite matrices, row-major n x n. After `factorCholesky` the lower triangle holds L with
 * A = L L'; the other functions read only that triangle.
 */

/**
 * Factors in place; reads and writes the lower triangle only.
 * @returns false where a pivot falls below 1e-10 of its diagonal: a column depends on the ones before it
 */
export function factorCholesky(a: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    const rowI = i * n;
    const diagonal = a[rowI + i];
    for (let j = 0; j <= i; j++) {
      const rowJ = j * n;
      let sum = a[rowI + j];
      for (let k = 0; k < j; k++) sum -= a[rowI + k] * a[rowJ + k];
      if (j < i) a[rowI + j] = sum / a[rowJ + j];
      else if (sum > 1e-10 * diagonal) a[rowI + i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** The x with A x = b, as a new array. */
export function solveCholesky(l: Float64Array, n: number, b: Float64Array): Float64Array {
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    let sum = x[i];
    for (let k = 0; k < i; k++) sum -= l[i * n + k] * x[k];
    x[i] = sum / l[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    const value = x[i] / l[i * n + i];
    x[i] = value;
    for (let k = 0; k < i; k++) x[k] -= l[i * n + k] * value;
  }
  return x;
}

/** L^-1, lower triangular, as a new n x n array. */
function invertFactor(l: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = inverse.subarray(i * n, i * n + n);
    for (let k = 0; k < i; k++) {
      const factor = l[i * n + k];
      const above = k * n;
      for (let j = 0; j <= k; j++) row[j] -= factor * inverse[above + j];
    }
    const scale = 1 / l[i * n + i];
    for (let j = 0; j < i; j++) row[j] *= scale;
    row[i] = scale;
  }
  return inverse;
}

/** Trace of A^-1: the squared Frobenius norm of L^-1. */
export function traceOfInverse(l: Float64Array, n: number): number {
  return invertFactor(l, n).reduce((sum, value) => sum + value * value, 0);
}

/** A^-1 in full, as a new n x n array. */
export function invertCholesky(l: Float64Array, n: number): Float64Array {
  const half = invertFactor(l, n);
  const inverse = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    const row = half.subarray(k * n, k * n + n);
    for (let i = 0; i <= k; i++) {
      const factor = row[i];
      const target = i * n;
      for (let j = 0; j <= i; j++) inverse[target + j] += factor * row[j];
    }
  }
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) inverse[i * n + j] = inverse[j * n + i];
  return inverse;
}
