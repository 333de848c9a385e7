import { expect, test } from "vitest";
import { wilsonInterval } from "./wilson-interval.ts";

test("81 of 263 gives the interval of Newcombe 1998", () => {
  const [low, high] = wilsonInterval(81, 263);
  expect(low).toBeCloseTo(0.2553, 4);
  expect(high).toBeCloseTo(0.3662, 4);
});

test("no success keeps its zero and still has a width", () => {
  const [low, high] = wilsonInterval(0, 10);
  expect(low).toBe(0);
  expect(high).toBeCloseTo(0.2775, 4);
});

test("failures mirror successes", () => {
  const [low, high] = wilsonInterval(3, 20);
  const [mirrorLow, mirrorHigh] = wilsonInterval(17, 20);
  expect(mirrorLow).toBeCloseTo(1 - high, 14);
  expect(mirrorHigh).toBeCloseTo(1 - low, 14);
});

test("nothing tried says nothing", () => {
  expect(wilsonInterval(0, 0)).toEqual([0, 1]);
});
