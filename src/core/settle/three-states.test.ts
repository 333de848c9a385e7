import { expect, test } from "vitest";
import type { PowerEstimate } from "../power/power-index.ts";
import { seededRandom } from "../random/random-source.ts";
import { normalQuantile } from "../stats/normal-quantile.ts";
import { simultaneousIntervals } from "./simultaneous-interval.ts";
import { isSettled, statesOf, undecidedOf, unitStates } from "./three-states.ts";

const estimate = (power: number[], standardError: number[]): PowerEstimate => ({
  power: Float64Array.from(power),
  standardError: Float64Array.from(standardError),
  degreesOfFreedom: Infinity,
  evaluations: 100,
});
const words = (states: Uint8Array) => [...states].map((state) => unitStates[state]);
const certain = { tolerance: 0, level: 0.95 };

test("who lies clear of the cut is kept or dropped, who does not is undecided", () => {
  const states = statesOf(estimate([9, 5.1, 5, 1], [0.1, 0.1, 0.1, 0.1]), 2, certain);
  expect(words(states)).toEqual(["keep", "undecided", "undecided", "drop"]);
  expect(undecidedOf(states)).toBe(2);
  expect(isSettled(states)).toBe(false);
});

test("a tolerance settles what differs too little to matter, and keeps exactly the top", () => {
  const states = statesOf(estimate([9, 5.1, 5, 1], [0.1, 0.1, 0.1, 0.1]), 2, { ...certain, tolerance: 1 });
  expect(words(states)).toEqual(["keep", "keep", "drop", "drop"]);
  expect(isSettled(states)).toBe(true);
});

test("players all alike are settled within a tolerance: as many as wanted, by number", () => {
  const states = statesOf(estimate([1, 1, 1, 1], [0, 0, 0, 0]), 2, certain);
  expect(words(states)).toEqual(["keep", "keep", "drop", "drop"]);
});

test("before there are standard errors everybody is undecided, and who does not play is dropped", () => {
  const { NaN: none } = Number;
  expect(words(statesOf(estimate([3, 2, 1], [none, none, none]), 1, certain))).toEqual(new Array(3).fill("undecided"));
  expect(words(statesOf(estimate([3, none, 1], [0.1, none, 0.1]), 1, certain))).toEqual(["keep", "drop", "drop"]);
});

test("a later look of several needs more than a single one", () => {
  const close = estimate([1.55, 1, 0], [0.1, 0.1, 0.1]);
  expect(isSettled(statesOf(close, 1, certain))).toBe(true);
  expect(isSettled(statesOf(close, 1, { ...certain, looks: { taken: 1, planned: 20 } }))).toBe(false);
  expect(isSettled(statesOf(close, 1, { ...certain, looks: { taken: 6, planned: null } }))).toBe(false);
});

test("without a tolerance settled means that the lowest lower bound kept reaches the highest upper bound dropped", () => {
  const random = seededRandom("states");
  let settled = 0;
  for (let k = 0; k < 2000; k++) {
    const players = 2 + random.integer(8);
    const draw = (scale: number) => Array.from({ length: players }, () => scale * random.uniform() + 1e-3);
    const some = estimate(draw(1), draw(0.15));
    const count = 1 + random.integer(players - 1);
    const states = statesOf(some, count, certain);
    const { lower, upper } = simultaneousIntervals(some, 0.05);
    const order = [...some.power.keys()].sort((a, b) => some.power[b]! - some.power[a]!);
    const lowest = Math.min(...order.slice(0, count).map((player) => lower[player]!));
    const highest = Math.max(...order.slice(count).map((player) => upper[player]!));
    expect(isSettled(states)).toBe(lowest >= highest);
    if (isSettled(states)) settled++;
    // no state contradicts what the intervals allow: kept ones can be beaten by fewer than count, dropped ones are beaten
    for (let i = 0; i < players; i++) {
      const above = [...upper].filter((end, j) => j !== i && end > lower[i]!).length;
      const surely = [...lower].filter((end, j) => j !== i && end >= upper[i]!).length;
      if (states[i] === 1) expect(above).toBeLessThan(count);
      if (states[i] === 2) expect(surely).toBeGreaterThanOrEqual(count);
      if (states[i] === 0) expect(order.indexOf(i) < count ? above >= count : surely < count).toBe(true);
    }
  }
  expect(settled).toBeGreaterThan(200);
});

test("the states of one look are wrong for anybody no more often than promised", () => {
  const truth = [1, 0.9, 0.8, 0.5, 0.45, 0.4, 0.3, 0];
  const random = seededRandom("normal");
  let wrong = 0;
  let decided = 0;
  for (let run = 0; run < 2000; run++) {
    const drawn = truth.map((value) => value + 0.1 * normalQuantile(random.uniform()));
    const states = statesOf(estimate(drawn, new Array(8).fill(0.1)), 3, { tolerance: 0, level: 0.8 });
    if (states.some((state, i) => (i < 3 ? state === 2 : state === 1))) wrong++;
    decided += 8 - undecidedOf(states);
  }
  expect(decided).toBeGreaterThan(4000);
  expect(wrong / 2000).toBeLessThan(0.2);
});
