import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { factorCholesky, invertCholesky, solveCholesky, traceOfInverse } from "./cholesky.ts";

function randomPositiveDefinite(n: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  const x = Float64Array.from({ length: 2 * n * n }, () => random.uniform() - 0.5);
  const a = new Float64Array(n * n);
  for (let r = 0; r < 2 * n; r++)
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) a[i * n + j] += x[r * n + i] * x[r * n + j];
  return a;
}

test("a small matrix has its known factor", () => {
  const a = new Float64Array([4, 0, 0, 12, 37, 0, -16, -43, 98]);
  expect(factorCholesky(a, 3)).toBe(true);
  expect(Array.from(a)).toEqual([2, 0, 0, 6, 1, 0, -8, 5, 3]);
});

test("solving gives back the vector that was multiplied", () => {
  const n = 25;
  const a = randomPositiveDefinite(n, 1);
  const x = Float64Array.from({ length: n }, (_, i) => Math.cos(i));
  const b = x.map((_, i) => x.reduce((sum, value, j) => sum + a[i * n + j] * value, 0));
  const l = Float64Array.from(a);
  expect(factorCholesky(l, n)).toBe(true);
  solveCholesky(l, n, b).forEach((value, i) => {
    expect(value).toBeCloseTo(x[i], 9);
  });
});

test("the inverse times the matrix is the identity, and its trace agrees", () => {
  const n = 12;
  const a = randomPositiveDefinite(n, 2);
  const l = Float64Array.from(a);
  factorCholesky(l, n);
  const inverse = invertCholesky(l, n);
  let trace = 0;
  for (let i = 0; i < n; i++) {
    trace += inverse[i * n + i];
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += inverse[i * n + k] * a[k * n + j];
      expect(sum).toBeCloseTo(i === j ? 1 : 0, 9);
    }
  }
  expect(traceOfInverse(l, n)).toBeCloseTo(trace, 9);
});

test("a matrix with dependent columns is refused", () => {
  expect(factorCholesky(new Float64Array([1, 1, 1, 1]), 2)).toBe(false);
  expect(factorCholesky(new Float64Array([0]), 1)).toBe(false);
  expect(factorCholesky(new Float64Array([1, 2, 2, 1]), 2)).toBe(false);
});
