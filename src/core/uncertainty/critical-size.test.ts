import { expect, test } from "vitest";
import { criticalSizeOf, peakOf } from "./critical-size.ts";
import { defaultFractions } from "./default-fractions.ts";

const curve = (f: (p: number) => number) => defaultFractions.map(f);
const spread = (from: number, to: number) => Array.from({ length: 101 }, (_, i) => from + ((to - from) * i) / 100);

test("the peak of a parabola is found between grid points", () => {
  expect(
    peakOf(
      defaultFractions,
      curve((p) => 3 - (p - 0.2271) ** 2),
    ),
  ).toBeCloseTo(0.2271, 9);
});

test("a peak beyond the end is clipped to the swept range", () => {
  expect(
    peakOf(
      defaultFractions,
      curve((p) => -((p - 1.2) ** 2)),
    ),
  ).toBe(1);
  expect(
    peakOf(
      defaultFractions,
      curve((p) => -(p ** 2)),
    ),
  ).toBe(0.05);
});

test("where the fit is not concave the highest grid point stands", () => {
  expect(
    peakOf(
      defaultFractions,
      curve((p) => p * p),
    ),
  ).toBe(1);
  expect(peakOf([0.2, 0.6, 1], [0, 2, 1])).toBe(0.6);
});

test("an uneven grid gives the same vertex", () => {
  const fractions = [0.1, 0.2, 0.28, 0.3, 0.37, 0.42, 0.8];
  expect(
    peakOf(
      fractions,
      fractions.map((p) => 1 - 2 * (p - 0.31) ** 2),
    ),
  ).toBeCloseTo(0.31, 9);
});

test("an interval over more than half of the range is not clear", () => {
  const parabola = curve((p) => -((p - 0.3) ** 2));
  const narrow = criticalSizeOf("vote-disagreement", defaultFractions, parabola, spread(0.2, 0.4));
  expect(narrow.clear).toBe(true);
  expect(narrow.interval![0]).toBeCloseTo(0.205, 9);
  expect(narrow.interval![1]).toBeCloseTo(0.395, 9);
  expect(criticalSizeOf("vote-disagreement", defaultFractions, parabola, spread(0.1, 0.9)).clear).toBe(false);
});

test("a flat curve has no clear critical size, whatever the resamples say", () => {
  const flat = curve(() => 0.25);
  const critical = criticalSizeOf("predictive-variance", defaultFractions, flat, spread(0.05, 0.05));
  expect(critical).toMatchObject({ interval: [0.05, 1], clear: false });
});

test("without resamples there is no interval and nothing is clear", () => {
  expect(
    criticalSizeOf(
      "payoff-deviation",
      defaultFractions,
      curve((p) => -((p - 0.3) ** 2)),
      null,
    ),
  ).toMatchObject({ interval: null, clear: false });
});
