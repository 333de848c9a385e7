import { expect, test } from "vitest";
import type { PowerEstimate } from "../power/power-index.ts";
import { pooledEstimates } from "./pooled-estimates.ts";

const part = (power: number, error: number, degreesOfFreedom: number, evaluations: number): PowerEstimate => ({
  power: Float64Array.of(power),
  standardError: Float64Array.of(error),
  degreesOfFreedom,
  evaluations,
});

test("parts count by their evaluations and variances add up", () => {
  const pooled = pooledEstimates([part(1, 0.3, 10, 100), part(2, 0.2, 40, 300)]);
  expect(pooled.power[0]).toBeCloseTo(1.75, 12);
  expect(pooled.standardError[0]).toBeCloseTo(Math.hypot(0.3 / 4, (0.2 * 3) / 4), 12);
  expect(pooled.evaluations).toBe(400);
  const [a, b] = [(0.3 / 4) ** 2, (0.6 / 4) ** 2];
  expect(pooled.degreesOfFreedom).toBeCloseTo((a + b) ** 2 / (a ** 2 / 10 + b ** 2 / 40), 9);
});

test("parts that claim no standard error wait outside, but their evaluations are counted", () => {
  const pooled = pooledEstimates([part(1, 0.3, 10, 100), part(7, Number.NaN, 0, 20)]);
  expect(pooled).toEqual({ ...part(1, 0.3, 10, 100), evaluations: 120 });
  expect(pooledEstimates([part(7, Number.NaN, 0, 20)]).power[0]).toBe(7);
});
