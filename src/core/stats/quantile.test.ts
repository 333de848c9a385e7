import { expect, test } from "vitest";
import { quantile, quantileSorted } from "./quantile.ts";

test("quantiles agree with R's type 7", () => {
  const values = [7, 1, 3, 15];
  expect(quantile(values, 0)).toBe(1);
  expect(quantile(values, 0.25)).toBe(2.5);
  expect(quantile(values, 0.5)).toBe(5);
  expect(quantile(values, 0.75)).toBe(9);
  expect(quantile(values, 1)).toBe(15);
});

test("the values are left in their order", () => {
  const values = new Float64Array([3, 1, 2]);
  expect(quantile(values, 0.5)).toBe(2);
  expect(Array.from(values)).toEqual([3, 1, 2]);
});

test("one value is every quantile and no value has none", () => {
  expect(quantileSorted([4], 0.3)).toBe(4);
  expect(quantileSorted([], 0.3)).toBeNaN();
});
