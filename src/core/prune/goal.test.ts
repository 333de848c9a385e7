import { expect, test } from "vitest";
import { largestPassing } from "./goal.ts";

test("the largest passing number is found, at either end too", () => {
  for (let edge = 2; edge <= 12; edge++)
    expect(largestPassing(3, 11, (value) => value <= edge)).toBe(Math.min(edge, 11));
  expect(largestPassing(5, 4, () => true)).toBe(4);
});
