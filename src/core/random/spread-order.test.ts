import { expect, test } from "vitest";
import { seededRandom } from "./random-source.ts";
import { spreadOrder } from "./spread-order.ts";

test.each([1, 2, 3, 4, 6, 12, 100, 997, 1130])("an order of %i numbers holds each of them once", (count) => {
  const order = spreadOrder(count, seededRandom(count));
  const seen = Array.from(order);
  expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, k) => k));
});

test.each([360, 1130, 2048])("every prefix of %i numbers is spread evenly over ten parts", (count) => {
  const order = spreadOrder(count, seededRandom("spread"));
  const parts = new Float64Array(10);
  for (let place = 0; place < count; place++) {
    parts[Math.floor((10 * order[place]) / count)]++;
    for (const part of parts) expect(Math.abs(part - (place + 1) / 10)).toBeLessThan(3);
  }
});

test("the seed decides the start", () => {
  const starts = new Set(Array.from({ length: 20 }, (_, seed) => spreadOrder(1000, seededRandom(seed))[0]));
  expect(starts.size).toBeGreaterThan(15);
});
