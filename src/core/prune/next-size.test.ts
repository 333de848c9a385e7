import { expect, test } from "vitest";
import { nextSize, sizesBetween } from "./next-size.ts";

test("constant rounds go up or down and the last hits the target exactly", () => {
  expect(sizesBetween(0, 51, { stepUnits: 20 })).toEqual([20, 40, 51]);
  expect(sizesBetween(10, 3, { stepUnits: 3 })).toEqual([7, 4, 3]);
  expect(sizesBetween(0, 6, { stepUnits: 3 })).toEqual([3, 6]);
  expect(sizesBetween(5, 5, { stepUnits: 2 })).toEqual([]);
  expect(sizesBetween(5, 2, { stepUnits: 100 })).toEqual([2]);
});

test("geometric rounds change a share of the units kept, and the step at least", () => {
  expect(sizesBetween(100, 30, { stepUnits: 5, stepShare: 0.2 })).toEqual([80, 64, 51, 41, 33, 30]);
  expect(nextSize(0, 50, { stepUnits: 5, stepShare: 0.2 })).toBe(5);
  expect(nextSize(40, 50, { stepUnits: 5, stepShare: 0.2 })).toBe(48);
});
