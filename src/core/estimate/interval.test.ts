import { expect, test } from "vitest";
import { confidenceInterval, confidenceIntervals } from "./interval.ts";

const estimate = (standardError: number, degreesOfFreedom: number) => ({
  power: new Float64Array([0, 2]),
  standardError: new Float64Array([0, standardError]),
  degreesOfFreedom,
  evaluations: 10,
});

test("the interval is as wide as Student's t makes it", () => {
  const [low, high] = confidenceInterval(estimate(0.5, 10), 1)!;
  expect(high - 2).toBeCloseTo(0.5 * 2.228138851964939, 9);
  expect(2 - low).toBeCloseTo(high - 2, 12);
});

test("infinitely many degrees of freedom give the normal interval, of any level", () => {
  expect(confidenceInterval(estimate(1, Number.POSITIVE_INFINITY), 1, 0.99)![1]).toBeCloseTo(4.5758293035489, 9);
});

test("without a standard error there is no interval", () => {
  expect(confidenceInterval(estimate(Number.NaN, 10), 1)).toBeNull();
});

test("all intervals at once are those of each player by itself", () => {
  for (const given of [estimate(0.5, 10), estimate(Number.NaN, 10), estimate(1, Number.POSITIVE_INFINITY)])
    expect(confidenceIntervals(given)).toEqual([0, 1].map((player) => confidenceInterval(given, player)));
});
