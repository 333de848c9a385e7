import { expect, test } from "vitest";
import type { PoolFit } from "./pool-fit.ts";
import { powerAt } from "./pool-power.ts";

const fitOf = (players: number): PoolFit => ({
  players,
  evaluations: 100,
  degreesOfFreedom: 20,
  shapley: new Float64Array(players).fill(7),
  shapleyError: new Float64Array(players).fill(0.5),
  curves: Float64Array.from({ length: 3 * players }, (_, at) => [2, 0.5, -1][at % 3]),
  covariances: Float64Array.from({ length: 6 * players }, (_, at) => [4, 0.1, 1, 0.2, 0.3, 2][at % 6]),
});

test("the power is the curve at the bias, and its error follows from the covariances", () => {
  const { power, standardError, degreesOfFreedom } = powerAt(fitOf(2), { kind: "biased-banzhaf", bias: 0.25 });
  const [a, b, c] = [1, -0.5, 6 / 16 - 6 / 4 + 1];
  expect(power[1]).toBeCloseTo(2 * a + 0.5 * b - c, 12);
  const variance = 4 * a * a + b * b + 2 * c * c + 2 * (0.1 * a * b + 0.2 * a * c + 0.3 * b * c);
  expect(standardError[1]).toBeCloseTo(Math.sqrt(variance), 12);
  expect(degreesOfFreedom).toBe(20);
});

test("Shapley is what the fit has of it, in arrays of its own", () => {
  const fit = fitOf(3);
  const { power, standardError, extrapolated } = powerAt(fit, { kind: "shapley" });
  expect([power[0], standardError[0], extrapolated]).toEqual([7, 0.5, false]);
  power[0] = 0;
  expect(fit.shapley[0]).toBe(7);
});

test("outside of [0.1, 0.9] the power is called extrapolated", () => {
  const said = (bias: number) => powerAt(fitOf(1), { kind: "biased-banzhaf", bias }).extrapolated;
  expect([0.05, 0.1, 0.5, 0.9, 0.95].map(said)).toEqual([true, false, false, false, true]);
});

test("226 players are ranked anew in well under 10 ms", () => {
  const fit = fitOf(226);
  powerAt(fit, { kind: "banzhaf" });
  const start = performance.now();
  for (let k = 0; k < 100; k++) powerAt(fit, { kind: "biased-banzhaf", bias: k / 100 });
  expect((performance.now() - start) / 100).toBeLessThan(10);
});
