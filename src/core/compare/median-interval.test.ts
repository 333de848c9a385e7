import { expect, it } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { medianInterval } from "./median-interval.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, k) => n - k);

// Tables of the sign test, such as Conover 1999, table A3: n -> rank of the lower end, confidence.
it.each([
  [6, 1, 0.96875],
  [8, 1, 0.9921875],
  [9, 2, 0.9609375],
  [12, 3, 0.961426],
  [20, 6, 0.958611],
  [30, 10, 0.957226],
])("takes the ranks of the tables for %i values", (n, rank, confidence) => {
  const found = medianInterval(upTo(n));
  expect(found.value).toBe((n + 1) / 2);
  expect(found.interval).toEqual([rank, n + 1 - rank]);
  expect(found.confidence).toBeCloseTo(confidence, 6);
});

it("has no interval of 95 % below six values", () => {
  expect(medianInterval(upTo(5))).toEqual({ value: 3, interval: null, confidence: 0 });
  expect(medianInterval([]).interval).toBeNull();
  expect(medianInterval(upTo(5), 0.9).interval).toEqual([1, 5]);
});

it("holds the true median of skewed values at least as often as it says", () => {
  const random = seededRandom(5, "median");
  const trials = 1000;
  let held = 0;
  for (let trial = 0; trial < trials; trial++) {
    const values = Array.from({ length: 25 }, () => -Math.log(1 - random.uniform()));
    const [low, high] = medianInterval(values).interval ?? [0, 0];
    if (low <= Math.LN2 && Math.LN2 <= high) held += 1;
  }
  expect(held / trials).toBeGreaterThan(0.94);
  expect(held / trials).toBeLessThan(0.985);
});
