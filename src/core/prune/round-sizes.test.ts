import { expect, test } from "vitest";
import { roundSizes } from "./round-sizes.ts";

test("rounds go up or down and the last hits the target exactly", () => {
  expect(roundSizes(0, 51, 20)).toEqual([20, 40, 51]);
  expect(roundSizes(10, 3, 3)).toEqual([7, 4, 3]);
  expect(roundSizes(0, 6, 3)).toEqual([3, 6]);
  expect(roundSizes(5, 5, 2)).toEqual([]);
  expect(roundSizes(5, 2, 100)).toEqual([2]);
});
