import { expect, test } from "vitest";
import { expectedBest } from "./expected-best.ts";

test("is the mean of the largest normal order statistic", () => {
  // closed forms for 2 and 3, Harter's tables (1961) for the others
  expect(expectedBest(2)).toBeCloseTo(1 / Math.sqrt(Math.PI), 3);
  expect(expectedBest(3)).toBeCloseTo(1.5 / Math.sqrt(Math.PI), 3);
  expect(expectedBest(5)).toBeCloseTo(1.16296, 2);
  expect(expectedBest(10)).toBeCloseTo(1.53875, 2);
  expect(expectedBest(100)).toBeCloseTo(2.50759, 2);
});

test("a single reading, or none, is not too good", () => {
  expect(expectedBest(1)).toBe(0);
  expect(expectedBest(0)).toBe(0);
});
