import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
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

/** Rows of `players` random signs with a response of known coefficients and unit noise. */
function noisy(players: number, rows: number, coefficients: Float64Array, seed: number) {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  const gram = new Float64Array(players * players);
  const moments = new Float64Array(players);
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const x = Float64Array.from({ length: players }, () => 2 * random.integer(2) - 1);
    const y = normal() + x.reduce((sum, sign, i) => sum + sign * coefficients[i], 0);
    total += y * y;
    for (let i = 0; i < players; i++) {
      moments[i] += x[i] * y;
      for (let j = 0; j <= i; j++) gram[i * players + j] += x[i] * x[j];
    }
  }
  return { players, rows, gram, moments, total };
}
const missedBy = (truth: Float64Array, prior: Float64Array | undefined) => {
  let squares = 0;
  for (let seed = 0; seed < 20; seed++)
    squares += fitRidge({ ...noisy(truth.length, 30, truth, seed), prior }).reduce(
      (sum, value, i) => sum + (value - truth[i]) ** 2,
      0,
    );
  return squares;
};
const truth = Float64Array.from({ length: 20 }, (_, i) => 0.5 * Math.sin(i));

test("a good prior helps, at its own scale or another", () => {
  const near = truth.map((value, i) => value + 0.1 * Math.cos(7 * i));
  const plain = missedBy(truth, undefined);
  expect(missedBy(truth, near)).toBeLessThan(0.5 * plain);
  expect(
    missedBy(
      truth,
      near.map((value) => 40 * value),
    ),
  ).toBeLessThan(0.6 * plain);
});

test("a misleading prior does little harm", () => {
  const plain = missedBy(truth, undefined);
  expect(
    missedBy(
      truth,
      truth.map((_, i) => Math.cos(5 * i)),
    ),
  ).toBeLessThan(1.5 * plain);
});

test("before any row tells anything, the prior is the answer", () => {
  expect(Array.from(fitRidge({ ...problem([[1, 5]]), prior: Float64Array.of(0.7) }))).toEqual([0.7]);
});
