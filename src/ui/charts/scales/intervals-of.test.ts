import { expect, it } from "vitest";
import { confidenceInterval } from "../../../core/estimate/interval.ts";
import { intervalsOf } from "./intervals-of.ts";

const estimate = {
  power: Float64Array.of(0.1, 0.2, 0.3),
  standardError: Float64Array.of(0.01, Number.NaN, 0.03),
  degreesOfFreedom: 12,
  evaluations: 40,
};

it("agrees with the interval of each player by itself", () => {
  const intervals = intervalsOf(estimate);
  for (const player of [0, 2]) {
    const [low, high] = confidenceInterval(estimate, player) ?? [0, 0];
    expect(intervals[player]?.[0]).toBeCloseTo(low, 12);
    expect(intervals[player]?.[1]).toBeCloseTo(high, 12);
  }
});

it("claims none where there is no standard error", () => {
  expect(intervalsOf(estimate)[1]).toBeNull();
  expect(intervalsOf({ ...estimate, standardError: new Float64Array(3).fill(Number.NaN) })).toEqual([null, null, null]);
});
