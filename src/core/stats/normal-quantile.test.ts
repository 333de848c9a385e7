import { expect, test } from "vitest";
import { normalQuantile } from "./normal-quantile.ts";

test("tabled quantiles come out to twelve digits", () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
  expect(normalQuantile(0.995)).toBeCloseTo(2.5758293035489004, 12);
  expect(normalQuantile(0.8)).toBeCloseTo(0.8416212335729143, 12);
  expect(normalQuantile(1e-4)).toBeCloseTo(-3.719016485455709, 12);
  expect(normalQuantile(1e-15)).toBeCloseTo(-7.941345326170998, 12);
});

test("the middle is zero, the ends are infinite, outside is nothing", () => {
  expect(normalQuantile(0.5)).toBe(0);
  expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
  expect(normalQuantile(1.5)).toBeNaN();
});
