import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { subsetDrawer } from "../random/random-subset.ts";
import { factorCholesky, invertCholesky, solveCholesky } from "../stats/cholesky.ts";
import { efficientStandardErrors, fitEfficient } from "./efficient-fit.ts";
import { EfficientRows } from "./efficient-rows.ts";

const n = 6;
const waves = 2;
const count = 40;

/** The same problem twice: kept as rows, and written out with the first n - 1 players free and the last one minus their sum. */
function problem(bent: boolean) {
  const random = seededRandom(4);
  const draw = subsetDrawer(n, random);
  const rows = new EfficientRows(n, waves, bent);
  const written: { x: number[]; y: number; w: number }[] = [];
  for (let k = 0; k < count; k++) {
    const z = new Uint8Array(n);
    const s = 1 + (k % (n - 1));
    draw(z, s);
    const y = random.uniform() - 0.5;
    rows.add(z, y, 1 / (s * (n - s)));
    const free = Array.from({ length: n - 1 }, (_, i) => z[i] - z[n - 1]);
    const also = bent ? free.map((a) => a * rows.bendAt(s / n)) : [];
    const sines = Array.from({ length: waves }, (_, j) => Math.sin((2 * Math.PI * (j + 1) * s) / n));
    written.push({ x: [...free, ...also, ...sines], y, w: 1 / (s * (n - s)) });
  }
  return { rows, written };
}

test.each([false, true])("all agrees with the regression written out under the constraint (bent: %s)", (bent) => {
  const { rows, written } = problem(bent);
  const columns = written[0].x.length;
  const gram = new Float64Array(columns * columns);
  const moments = new Float64Array(columns);
  for (const { x, y, w } of written)
    for (let i = 0; i < columns; i++) {
      moments[i] += w * x[i] * y;
      for (let j = 0; j < columns; j++) gram[i * columns + j] += w * x[i] * x[j];
    }
  factorCholesky(gram, columns);
  const expected = solveCholesky(gram, columns, moments);
  const inverse = invertCholesky(gram, columns);
  const variance = new Float64Array(n);
  for (const { x, y, w } of written) {
    const u = Array.from({ length: columns }, (_, i) => x.reduce((sum, v, j) => sum + inverse[i * columns + j] * v, 0));
    const leverage = w * x.reduce((sum, v, j) => sum + v * u[j], 0);
    const residual = y - x.reduce((sum, v, j) => sum + v * expected[j], 0);
    const last = -u.slice(0, n - 1).reduce((sum, v) => sum + v, 0);
    [...u.slice(0, n - 1), last].forEach((v, i) => {
      variance[i] += (w * w * residual * residual * v * v) / (1 - leverage);
    });
  }

  const fit = fitEfficient(rows, 0)!;
  const lastOf = -expected.slice(0, n - 1).reduce((sum, v) => sum + v, 0);
  [...expected.slice(0, n - 1), lastOf].forEach((value, i) => {
    expect(fit.coefficients[i]).toBeCloseTo(value, 7);
  });
  efficientStandardErrors(rows, fit).forEach((error, i) => {
    expect(error).toBeCloseTo(Math.sqrt(variance[i]), 7);
  });
});

test("a ridge shrinks the players and leaves their sum at zero", () => {
  const { rows } = problem(true);
  const norm = (ridge: number) => Math.hypot(...fitEfficient(rows, ridge, 0.1)!.coefficients.slice(0, n));
  expect(norm(0.1)).toBeLessThan(norm(0));
  expect(norm(10)).toBeLessThan(0.2 * norm(0));
  const { coefficients } = fitEfficient(rows, 0.1, 0.1)!;
  expect(coefficients.slice(0, n).reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
});

test("rows that do not tell the players apart have no solution without a ridge", () => {
  const rows = new EfficientRows(n, waves, true);
  expect(fitEfficient(rows, 0.1)).toBeNull();
  rows.add(Uint8Array.of(1, 1, 0, 0, 0, 0), 1, 1);
  expect(fitEfficient(rows, 0)).toBeNull();
  expect(fitEfficient(rows, 0.1, 0.1)!.coefficients[0]).toBeGreaterThan(0);
});
