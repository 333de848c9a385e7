import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { bootstrapStandardErrors, resampledWeights } from "./bootstrap-examples.ts";

test("a resample draws as many examples as there are", () => {
  const random = seededRandom(1);
  for (let k = 0; k < 20; k++) {
    const weights = resampledWeights(30, random);
    expect(weights.reduce((sum, weight) => sum + weight)).toBe(30);
    expect(Math.min(...weights)).toBe(0);
  }
});

test("the error of a mean is the one of the textbook, and each statistic has its own", () => {
  const values = Array.from({ length: 40 }, (_, x) => Math.sin(3 * x));
  const mean = values.reduce((sum, value) => sum + value) / 40;
  const exact = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0)) / 40;
  const weighted = (weights: Int32Array) => values.reduce((sum, value, x) => sum + value * weights[x]!, 0) / 40;
  const errors = bootstrapStandardErrors(40, 4000, seededRandom(2), (weights) => [
    weighted(weights),
    3 * weighted(weights),
    7,
  ]);
  expect(errors[0]! / exact).toBeGreaterThan(0.95);
  expect(errors[0]! / exact).toBeLessThan(1.05);
  expect(errors[1]).toBeCloseTo(3 * errors[0]!, 12);
  expect(errors[2]).toBe(0);
});
