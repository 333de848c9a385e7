import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { factorCholesky, invertCholesky, solveCholesky } from "../stats/cholesky.ts";
import { CoalitionSums } from "./coalition-sums.ts";
import { hc2StandardErrors } from "./hc2.ts";

test("with one player HC2 is the unequal-variance error of a difference of means", () => {
  // for two groups HC2 equals s1^2/n1 + s2^2/n2 exactly (Welch)
  const present = [3, 5, 4, 8];
  const absent = [1, 1.5, 0.5];
  const sums = new CoalitionSums(1);
  for (const value of present) sums.add(new Uint8Array([1]), value);
  for (const value of absent) sums.add(new Uint8Array([0]), value);
  const centre = new Float64Array([4 / 7]);
  const factor = sums.gramAround(centre);
  factorCholesky(factor, 1);
  const coefficients = solveCholesky(factor, 1, sums.momentsAround(centre));
  const [error] = hc2StandardErrors({
    sums,
    centre,
    level: sums.responseSum / 7,
    levelLeverage: 1 / 7,
    coefficients,
    inverse: invertCholesky(factor, 1),
  });
  const meanVariance = (values: number[]) => {
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    return values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1) / values.length;
  };
  expect(coefficients[0]).toBeCloseTo(4, 12);
  expect(error).toBeCloseTo(Math.sqrt(meanVariance(present) + meanVariance(absent)), 12);
});

test("the short cut over non-members agrees with the formula written out", () => {
  const random = seededRandom(1);
  const n = 4;
  const rows = 30;
  const sums = new CoalitionSums(n);
  for (let row = 0; row < rows; row++)
    sums.add(
      Uint8Array.from({ length: n }, () => (random.uniform() < 0.7 ? 1 : 0)),
      random.uniform(),
    );
  const centre = new Float64Array(n).fill(0.5);
  const factor = sums.gramAround(centre);
  factorCholesky(factor, n);
  const coefficients = solveCholesky(factor, n, sums.momentsAround(centre));
  const inverse = invertCholesky(factor, n);
  const variance = new Float64Array(n);
  for (let row = 0; row < rows; row++) {
    const x = Float64Array.from({ length: n }, (_, i) => sums.members[row * n + i] - 0.5);
    const influence = x.map((_, i) => x.reduce((sum, value, j) => sum + inverse[i * n + j] * value, 0));
    const leverage = x.reduce((sum, value, i) => sum + value * influence[i], 0);
    const residual = sums.responses[row] - x.reduce((sum, value, i) => sum + value * coefficients[i], 0);
    influence.forEach((value, i) => {
      variance[i] += (value * value * residual * residual) / (1 - leverage);
    });
  }
  const errors = hc2StandardErrors({ sums, centre, level: 0, levelLeverage: 0, coefficients, inverse });
  errors.forEach((error, i) => {
    expect(error).toBeCloseTo(Math.sqrt(variance[i]), 12);
  });
});
