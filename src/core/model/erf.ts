/**
 * The error function 2/sqrt(pi) * integral of exp(-t^2) from 0 to x, to about 1e-15. Near zero the series of positive
 * terms (Abramowitz, Stegun 7.1.6), further out the continued fraction of erfc (7.1.14).
 */
export function erf(x: number): number {
  const z = Math.abs(x);
  if (z > 6) return Math.sign(x);
  const density = Math.exp(-z * z) / Math.sqrt(Math.PI);
  if (z < 2.5) {
    let term = 2 * z;
    let sum = term;
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= (2 * z * z) / (2 * n + 1);
      sum += term;
    }
    return Math.sign(x) * density * sum;
  }
  let fraction = z;
  for (let n = 60; n > 0; n--) fraction = z + n / 2 / fraction;
  return Math.sign(x) * (1 - density / fraction);
}
