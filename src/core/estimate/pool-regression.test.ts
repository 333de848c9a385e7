import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { factorCholesky, invertCholesky, solveCholesky } from "../stats/cholesky.ts";
import { legendreAt } from "../stats/legendre.ts";
import { fittedPool, solvePool, visitInfluences } from "./pool-regression.ts";

const n = 4;
const columns = 3 * n;
const count = 60;

function problem() {
  const random = seededRandom(5);
  const members = new Uint8Array(count * n);
  const chances = Array.from({ length: count }, () => random.uniform());
  for (let at = 0; at < members.length; at++) members[at] = random.uniform() < chances[Math.floor(at / n)] ? 1 : 0;
  const responses = Float64Array.from({ length: count }, () => random.uniform() - 0.5);
  const weights = Float64Array.from({ length: count }, () => 0.5 + random.uniform());
  const written = chances.map((t, row) => {
    const basis = legendreAt(t, 2);
    return Array.from({ length: columns }, (_, c) => (members[row * n + Math.floor(c / 3)] - t) * basis[c % 3]);
  });
  return { rows: { batch: { players: n, rows: count, members }, chances, responses }, weights, written };
}

test("the short cuts agree with the weighted regression written out", () => {
  const { rows, weights, written } = problem();
  const gram = new Float64Array(columns * columns);
  const moments = new Float64Array(columns);
  written.forEach((x, row) => {
    for (let i = 0; i < columns; i++) {
      moments[i] += weights[row] * x[i] * rows.responses[row];
      for (let j = 0; j < columns; j++) gram[i * columns + j] += weights[row] * x[i] * x[j];
    }
  });
  const ridges = [0.01, 0.1, 0.2];
  ridges.forEach((ridge, k) => {
    let diagonal = 0;
    for (let i = 0; i < n; i++) diagonal += gram[(3 * i + k) * (columns + 1)] / n;
    for (let i = 0; i < n; i++) gram[(3 * i + k) * (columns + 1)] += ridge * diagonal;
  });
  factorCholesky(gram, columns);
  const expected = solveCholesky(gram, columns, moments);
  const inverse = invertCholesky(gram, columns);

  const solution = solvePool(rows, weights, ridges)!;
  expected.forEach((value, c) => {
    expect(solution.coefficients[c]).toBeCloseTo(value, 10);
  });
  const fitted = fittedPool(rows, solution);
  let row = 0;
  visitInfluences(rows, weights, solution, (influence, scale) => {
    const x = written[row];
    const u = Array.from({ length: columns }, (_, i) => x.reduce((sum, v, j) => sum + inverse[i * columns + j] * v, 0));
    const leverage = weights[row] * x.reduce((sum, v, j) => sum + v * u[j], 0);
    const level = x.reduce((sum, v, j) => sum + v * expected[j], 0);
    expect(fitted[row]).toBeCloseTo(level, 10);
    const residual = (weights[row] * (rows.responses[row] - level)) / Math.sqrt(1 - leverage);
    u.forEach((value, c) => {
      expect(influence[c] * scale).toBeCloseTo(value * residual, 10);
    });
    row++;
  });
  expect(row).toBe(count);
});

test("rows of no weight say nothing", () => {
  const { rows, weights } = problem();
  const some = weights.map((weight, row) => (row < 50 ? weight : 0));
  const fewer = {
    ...rows,
    batch: { ...rows.batch, rows: 50 },
  };
  expect(solvePool(rows, some, [0.1, 0.1, 0.1])!.coefficients).toEqual(
    solvePool(fewer, weights, [0.1, 0.1, 0.1])!.coefficients,
  );
});
