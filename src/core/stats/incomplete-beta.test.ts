import { expect, test } from "vitest";
import { incompleteBeta } from "./incomplete-beta.ts";

test("whole parameters give binomial tails", () => {
  // I_x(a, b) = P(Binomial(a + b - 1, x) >= a)
  expect(incompleteBeta(0.3, 2, 3)).toBeCloseTo(6 * 0.09 * 0.49 + 4 * 0.027 * 0.7 + 0.0081, 13);
  expect(incompleteBeta(0.8, 1, 5)).toBeCloseTo(1 - 0.2 ** 5, 14);
});

test("both sides of the mean add up to one", () => {
  for (const x of [0.01, 0.2, 0.5, 0.77, 0.99])
    expect(incompleteBeta(x, 2.5, 0.5) + incompleteBeta(1 - x, 0.5, 2.5)).toBeCloseTo(1, 13);
});

test("the arcsine law is I_x(1/2, 1/2)", () => {
  for (const x of [1e-6, 0.1, 0.5, 0.9])
    expect(incompleteBeta(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 13);
});

test("the ends are zero and one", () => {
  expect(incompleteBeta(0, 3, 4)).toBe(0);
  expect(incompleteBeta(1, 3, 4)).toBe(1);
});
