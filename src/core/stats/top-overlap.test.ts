import { expect, test } from "vitest";
import { topOverlap } from "./top-overlap.ts";

test("counts what the two tops have in common, in whatever order", () => {
  expect(topOverlap([5, 4, 3, 2, 1], [4, 5, 3, 2, 1], 2)).toBe(1);
  expect(topOverlap([5, 4, 3, 2, 1], [5, 1, 2, 3, 4], 2)).toBe(0.5);
  expect(topOverlap([5, 4, 3, 2, 1], [1, 2, 3, 4, 5], 2)).toBe(0);
  expect(topOverlap([5, 4, 3, 2, 1], [1, 2, 3, 4, 5], 3)).toBeCloseTo(1 / 3, 12);
});

test("ties go by place, what is not a number comes last, and nobody is beyond the end", () => {
  expect(topOverlap([1, 1, 1], [1, 1, 1], 1)).toBe(1);
  expect(topOverlap([Number.NaN, 1, 0], [Number.NaN, 0, 1], 2)).toBe(1);
  expect(topOverlap([Number.NaN, Number.NaN], [2, 1], 1)).toBe(1);
  expect(topOverlap([1, 2], [2, 1], 9)).toBe(1);
  expect(topOverlap([1, 2], [2, 1], 0)).toBeNaN();
});
