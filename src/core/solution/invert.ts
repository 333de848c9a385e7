/**
 * The inverse of a row-major n x n matrix by Gauss-Jordan elimination with partial pivoting, as a new array; null where
 * a pivot falls below 1e-12 of the largest entry. For the small bases of a simplex.
 */
export function inverted(matrix: Float64Array, n: number): Float64Array | null {
  const a = Float64Array.from(matrix);
  const inverse = new Float64Array(n * n);
  let largest = 0;
  for (const value of a) largest = Math.max(largest, Math.abs(value));
  for (let i = 0; i < n; i++) inverse[i * n + i] = 1;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++)
      if (Math.abs(a[row * n + column]) > Math.abs(a[pivot * n + column])) pivot = row;
    const value = a[pivot * n + column];
    if (!(Math.abs(value) > 1e-12 * largest)) return null;
    for (let k = 0; k < n; k++) {
      const [top, bottom] = [column * n + k, pivot * n + k];
      const [entry, unit] = [a[bottom], inverse[bottom]];
      a[bottom] = a[top];
      inverse[bottom] = inverse[top];
      a[top] = entry / value;
      inverse[top] = unit / value;
    }
    for (let row = 0; row < n; row++) {
      const factor = a[row * n + column];
      if (row === column || factor === 0) continue;
      for (let k = 0; k < n; k++) {
        a[row * n + k] -= factor * a[column * n + k];
        inverse[row * n + k] -= factor * inverse[column * n + k];
      }
    }
  }
  return inverse;
}
