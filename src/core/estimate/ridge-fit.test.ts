import { expect, test } from "vitest";
import { fitRidge } from "./ridge-fit.ts";

/** Rows of one column +-1 with a response. */
function problem(pairs: readonly (readonly [number, number])[]) {
  const mean = (k: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length;
  const [x0, y0] = [mean(0), mean(1)];
  const sum = (of: (x: number, y: number) => number) => pairs.reduce((total, [x, y]) => total + of(x - x0, y - y0), 0);
  return {
    players: 1,
    rows: pairs.length,
    gram: new Float64Array([sum((x) => x * x)]),
    moments: new Float64Array([sum((x, y) => x * y)]),
    total: sum((_, y) => y * y),
  };
}

test("a response that is exactly linear is not shrunk", () => {
  const [slope] = fitRidge(problem([-1, 1, 1, -1, 1].map((x) => [x, 3 * x + 2] as const)));
  expect(slope).toBeCloseTo(3, 12);
});

test("a response that is nearly noise is shrunk towards zero", () => {
  const rows = [1, -1, 1, -1, 1, -1, 1, -1].map((x, k) => [x, 0.05 * x + (k % 4 < 2 ? 1 : -1)] as const);
  const [slope] = fitRidge(problem(rows));
  expect(slope).toBeGreaterThan(0);
  expect(slope).toBeLessThan(0.03);
});

test("one row says nothing, and two rows already something", () => {
  expect(Array.from(fitRidge(problem([[1, 5]])))).toEqual([0]);
  const [slope] = fitRidge(
    problem([
      [1, 5],
      [-1, 1],
    ]),
  );
  expect(slope > 0 && slope < 2).toBe(true);
});
