/** Legendre polynomials on [0, 1], of degree 0..degree at x: 1, 2x - 1, 6x^2 - 6x + 1, ... by Bonnet's recursion. */
export function legendreAt(x: number, degree: number): Float64Array {
  const values = new Float64Array(degree + 1);
  const centred = 2 * x - 1;
  values[0] = 1;
  if (degree > 0) values[1] = centred;
  for (let k = 1; k < degree; k++) values[k + 1] = ((2 * k + 1) * centred * values[k] - k * values[k - 1]) / (k + 1);
  return values;
}
