import { expect, test } from "vitest";
import { rankCorrelation, ranksOf } from "./rank-correlation.ts";

test("equal values share the mean of their ranks", () => {
  expect(Array.from(ranksOf([10, 30, 20, 20]))).toEqual([1, 4, 2.5, 2.5]);
});

test("a monotone curve has correlation one, its mirror minus one", () => {
  const x = [0.1, 5, 2, 9, 4];
  expect(
    rankCorrelation(
      x,
      x.map((v) => v ** 3),
    ),
  ).toBeCloseTo(1, 14);
  expect(
    rankCorrelation(
      x,
      x.map((v) => -Math.exp(v)),
    ),
  ).toBeCloseTo(-1, 14);
});

test("a list with ties agrees with scipy.stats.spearmanr", () => {
  expect(rankCorrelation([1, 2, 2, 3, 5], [2, 1, 4, 4, 5])).toBeCloseTo(0.763157894736842, 12);
});

test("a constant list has no rank correlation", () => {
  expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNaN();
});
