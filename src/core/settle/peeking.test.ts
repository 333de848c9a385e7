import { expect, test } from "vitest";
import type { PowerEstimate } from "../power/power-index.ts";
import { seededRandom } from "../random/random-source.ts";
import { normalQuantile } from "../stats/normal-quantile.ts";
import { alphaAt, type Looks, lookTimes, oneLook, peekingSentence } from "./peeking.ts";
import { simultaneousIntervals } from "./simultaneous-interval.ts";
import { isSettled, statesOf } from "./three-states.ts";

test("the parts of alpha sum to alpha, planned or not", () => {
  expect(alphaAt(0.05, oneLook)).toBe(0.05);
  for (const planned of [1, 7, 20]) {
    const parts = Array.from({ length: planned }, (_, k) => alphaAt(0.05, { taken: k + 1, planned }));
    expect(parts.reduce((sum, part) => sum + part)).toBeCloseTo(0.05, 12);
    expect(alphaAt(0.05, { taken: planned + 1, planned })).toBe(0);
  }
  let sum = 0;
  for (let taken = 1; taken <= 1e5; taken++) sum += alphaAt(0.05, { taken, planned: null });
  expect(sum).toBeLessThan(0.05);
  expect(sum).toBeGreaterThan(0.0499);
});

test("looks are spaced geometrically and end with the budget", () => {
  expect(lookTimes(100, 1000, 2)).toEqual([100, 200, 400, 1000]);
  expect(lookTimes(100, 1200, 2)).toEqual([100, 200, 400, 800, 1200]);
  expect(lookTimes(100, 60)).toEqual([60]);
  expect(lookTimes(100, 100)).toEqual([100]);
  for (const last of [101, 500, 12_345, 1e6]) {
    const times = lookTimes(100, last);
    expect(times.at(-1)).toBe(last);
    expect(times.every((time, k) => k === 0 || time > times[k - 1]!)).toBe(true);
  }
});

test("the sentence names the look, the chance and the share", () => {
  expect(peekingSentence({ taken: 3, planned: 12 }, 0.95)).toMatch(/look 3 of 12 .*5 % at most.*one part in 12/);
  expect(peekingSentence({ taken: 3, planned: null }, 0.9)).toMatch(/look 3 at .*10 % at most.*less and less/);
});

/** Running means of normal draws of four players, as they are seen at the looks. */
function seenAt(times: readonly number[], truth: readonly number[], seed: number): PowerEstimate[] {
  const random = seededRandom(seed, "looks");
  const sums = truth.map(() => 0);
  let draws = 0;
  return times.map((time) => {
    for (; draws < time; draws++)
      truth.forEach((value, i) => {
        sums[i]! += value + normalQuantile(random.uniform() || 0.5);
      });
    return {
      power: Float64Array.from(sums, (sum) => sum / draws),
      standardError: new Float64Array(truth.length).fill(1 / Math.sqrt(draws)),
      degreesOfFreedom: Infinity,
      evaluations: draws,
    };
  });
}
const truth = [0, 0.02, 0.02, 1];
const times = lookTimes(10, 1500);
const runs = Array.from({ length: 400 }, (_, seed) => seenAt(times, truth, seed));
const planned = (k: number): Looks => ({ taken: k + 1, planned: times.length });
const unplanned = (k: number): Looks => ({ taken: k + 1, planned: null });
const uncorrected = () => oneLook;

test.each([
  [planned, 0, 0.2],
  [unplanned, 0, 0.2],
  [uncorrected, 0.4, 1],
])(
  "the chance that an interval ever fails at any look stays below alpha with the correction only (%#)",
  (looksOf, from, to) => {
    const failed = runs.filter((seen) =>
      seen.some((estimate, k) => {
        const { lower, upper } = simultaneousIntervals(estimate, alphaAt(0.2, looksOf(k)));
        return truth.some((value, i) => value < lower[i]! || value > upper[i]!);
      }),
    );
    expect(times.length).toBeGreaterThan(15);
    expect(failed.length / runs.length).toBeGreaterThanOrEqual(from);
    expect(failed.length / runs.length).toBeLessThan(to);
  },
);

test("the chance of ever settling wrongly stays below alpha, whenever one stops", () => {
  for (const looksOf of [planned, unplanned]) {
    const wrong = runs.filter((seen) =>
      seen.some((estimate, k) => {
        // player 0 is the lowest, by little: the top three never hold it
        const states = statesOf(estimate, 3, { tolerance: 0, level: 0.8, looks: looksOf(k) });
        return states[0] === 1 || (isSettled(states) && states.slice(1).includes(2));
      }),
    );
    expect(wrong.length / runs.length).toBeLessThan(0.2);
  }
});
