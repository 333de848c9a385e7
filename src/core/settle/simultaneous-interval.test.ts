import { expect, test } from "vitest";
import type { PowerEstimate } from "../power/power-index.ts";
import { normalQuantile } from "../stats/normal-quantile.ts";
import { tQuantile } from "../stats/student-t.ts";
import { simultaneousIntervals } from "./simultaneous-interval.ts";

const estimate = (power: number[], standardError: number[], degreesOfFreedom = Infinity): PowerEstimate => ({
  power: Float64Array.from(power),
  standardError: Float64Array.from(standardError),
  degreesOfFreedom,
  evaluations: 100,
});

test("half widths use the quantile at 1 - alpha / 2N, normal or Student's", () => {
  const [power, errors] = [
    [1, 2, 3, 4],
    [0.1, 0.2, 0.3, 0.4],
  ];
  const normal = simultaneousIntervals(estimate(power, errors), 0.05);
  const student = simultaneousIntervals(estimate(power, errors, 7), 0.05);
  for (let i = 0; i < 4; i++) {
    expect(normal.upper[i] - power[i]).toBeCloseTo(errors[i] * normalQuantile(1 - 0.05 / 8), 12);
    expect(power[i] - student.lower[i]).toBeCloseTo(errors[i] * tQuantile(1 - 0.05 / 8, 7), 12);
  }
});

test("nothing is bounded where no standard error can be claimed, or no degree of freedom is left", () => {
  const { lower, upper } = simultaneousIntervals(estimate([1, 2], [Number.NaN, 0]), 0.05);
  expect([...lower]).toEqual([-Infinity, 2]);
  expect([...upper]).toEqual([Infinity, 2]);
  expect([...simultaneousIntervals(estimate([1], [0.5], 0), 0.05).upper]).toEqual([Infinity]);
});

test("players without a power do not widen the intervals of the others", () => {
  const some = simultaneousIntervals(estimate([1, Number.NaN], [0.1, Number.NaN]), 0.05);
  expect(some.upper[0]).toBe(simultaneousIntervals(estimate([1], [0.1]), 0.05).upper[0]);
});
