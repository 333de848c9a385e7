import { expect, it } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { besides, type NormalEquations, residualSquares, ridge } from "./ridge.ts";
import { ridgeByRows } from "./ridge-by-rows.ts";

const random = seededRandom(1, "ridge");
const matrix = (rows: number, columns: number, offset = 0) =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.uniform() - 0.5 + offset));

/** Sums over rows of features and targets. */
function equationsOf(h: readonly number[][], y: readonly number[][]): NormalEquations {
  const [features, targets] = [h[0].length, y[0].length];
  const sums = (a: readonly number[][], b: readonly number[][]) =>
    Float64Array.from({ length: a[0].length * b[0].length }, (_, at) => {
      const [i, j] = [Math.floor(at / b[0].length), at % b[0].length];
      return a.reduce((sum, row, place) => sum + row[i] * b[place][j], 0);
    });
  const ones = h.map(() => [1]);
  return {
    features,
    targets,
    rows: h.length,
    gram: sums(h, h),
    cross: sums(h, y),
    featureSums: sums(h, ones),
    targetSums: sums(y, ones),
    targetSquares: y.flat().reduce((sum, value) => sum + value * value, 0),
  };
}

const near = (found: ArrayLike<number>, wanted: readonly number[], digits = 9) =>
  Array.from(found).forEach((value, place) => {
    expect(value).toBeCloseTo(wanted[place], digits);
  });

it("one feature has the closed form cov(h, y) / (var(h) + lambda)", () => {
  const h = [1, 2, 4, 7];
  const y = [3, 4, 9, 10];
  const [meanH, meanY] = [3.5, 6.5];
  const variance = h.reduce((sum, value) => sum + (value - meanH) ** 2, 0);
  const covariance = h.reduce((sum, value, row) => sum + (value - meanH) * (y[row] - meanY), 0);
  const slope = covariance / (variance * 1.25);
  const equations = equationsOf(
    h.map((value) => [value]),
    y.map((value) => [value]),
  );
  const fit = ridge(equations, 0.25, true);
  near(fit.weights, [slope]);
  near(fit.intercept, [meanY - slope * meanH]);
  const through = h.reduce((sum, value, row) => sum + value * y[row], 0) / (h.reduce((s, v) => s + v * v, 0) * 1.25);
  near(ridge(equations, 0.25, false).weights, [through]);
});

it("without a penalty it finds the weights that made the targets, and nothing is left", () => {
  const h = matrix(40, 5, 3);
  const [weights, intercept] = [matrix(5, 2), [4, -7]];
  const y = h.map((row) => intercept.map((b, t) => row.reduce((sum, value, i) => sum + value * weights[i][t], b)));
  const equations = equationsOf(h, y);
  const fit = ridge(equations, 0, true);
  near(fit.weights, weights.flat());
  near(fit.intercept, intercept, 8);
  expect(residualSquares(equations, fit.weights, fit.intercept)).toBeLessThan(1e-8);
  expect(residualSquares(equations, fit.weights, "best")).toBeLessThan(1e-8);
});

it("leaves what a sum over the rows leaves, with any weights and intercept", () => {
  const [h, y] = [matrix(12, 3, 1), matrix(12, 2)];
  const [weights, intercept] = [matrix(3, 2), [0.3, -0.2]];
  const left = (b: readonly number[]) =>
    h.reduce(
      (sum, row, place) =>
        sum +
        b.reduce((part, constant, t) => {
          const given = row.reduce((value, x, i) => value + x * weights[i][t], constant);
          return part + (given - y[place][t]) ** 2;
        }, 0),
      0,
    );
  const equations = equationsOf(h, y);
  expect(residualSquares(equations, weights.flat(), intercept)).toBeCloseTo(left(intercept), 9);
  expect(residualSquares(equations, weights.flat(), "best")).toBeLessThan(left(intercept));
});

it("what weights leave is fitted by what is to be added to them", () => {
  const [h, y] = [matrix(30, 4, 1), matrix(30, 2)];
  const equations = equationsOf(h, y);
  const present = matrix(4, 2).flat();
  const change = ridge(besides(equations, present), 0, true);
  near(
    change.weights.map((value, at) => value + present[at]),
    Array.from(ridge(equations, 0, true).weights),
  );
});

it("a change from the present weights never leaves more than they do, whatever the penalty", () => {
  for (const penalty of [1e-6, 1e-3, 1, 100]) {
    const equations = equationsOf(matrix(9, 4), matrix(9, 2));
    const present = matrix(4, 2).flat();
    const change = ridge(besides(equations, present), penalty, true);
    const weights = change.weights.map((value, at) => value + present[at]);
    expect(residualSquares(equations, weights, "best")).toBeLessThanOrEqual(
      residualSquares(equations, present, "best") + 1e-12,
    );
  }
});

it("columns that say the same share the weight", () => {
  const h = matrix(20, 1).map(([value]) => [value, value]);
  const fit = ridge(
    equationsOf(
      h,
      h.map(([value]) => [2 * value]),
    ),
    1e-9,
    true,
  );
  near(fit.weights, [1, 1], 5);
});

it.each([true, false])("by rows it is the same fit (intercept %s)", (intercept) => {
  const [h, y] = [matrix(6, 10, 0.4), matrix(6, 3)];
  const products = Float64Array.from({ length: 36 }, (_, at) =>
    h[Math.floor(at / 6)].reduce((sum, value, i) => sum + value * h[at % 6][i], 0),
  );
  const found = ridgeByRows(products, Float64Array.from(y.flat()), 6, 3, 10, 0.01, intercept);
  const weights = Array.from({ length: 30 }, (_, at) =>
    h.reduce((sum, row, place) => sum + row[Math.floor(at / 3)] * found[place * 3 + (at % 3)], 0),
  );
  near(weights, Array.from(ridge(equationsOf(h, y), 0.01, intercept).weights));
});
