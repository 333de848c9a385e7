import { expect, test } from "vitest";
import { carriedEstimates } from "./carried-estimate.ts";

const solved =
  (value: number, error = 1) =>
  (errors: boolean) => ({
    power: new Float64Array([value]),
    standardError: errors ? new Float64Array([error]) : null,
    degreesOfFreedom: 5,
  });

test("standard errors are carried, shrinking, until the rows grew by a quarter; the power is not", () => {
  const at = carriedEstimates(10);
  expect(at(100, 100, false, solved(1)).standardError[0]).toBe(1);
  const carried = at(121, 121, false, solved(2, 9));
  expect(carried.power[0]).toBe(2);
  expect(carried.standardError[0]).toBeCloseTo(10 / 11, 12);
  expect(at(125, 125, false, solved(3, 9)).standardError[0]).toBe(9);
});

test("the last answer is never carried, and above 400 players the power is", () => {
  const at = carriedEstimates(401);
  at(100, 100, false, solved(1));
  expect(at(110, 110, false, solved(2)).power[0]).toBe(1);
  expect(at(111, 111, true, solved(3, 4))).toMatchObject({
    power: new Float64Array([3]),
    standardError: new Float64Array([4]),
    evaluations: 111,
  });
});

test("the first standard errors do not wait for the rows to grow", () => {
  const at = carriedEstimates(10);
  expect(at(39, 39, false, solved(1, Number.NaN)).standardError[0]).toBeNaN();
  expect(at(40, 40, false, solved(1, 3)).standardError[0]).toBe(3);
  expect(at(41, 41, false, solved(1, 7)).standardError[0]).toBeCloseTo(3 * Math.sqrt(40 / 41), 12);
});

test("answers own their arrays", () => {
  const at = carriedEstimates(10);
  const first = at(100, 100, false, solved(1));
  first.power[0] = 99;
  first.standardError[0] = 99;
  expect(at(100, 100, false, solved(1)).standardError[0]).toBe(1);
});
