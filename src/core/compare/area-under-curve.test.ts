import { expect, it } from "vitest";
import { areaUnderCurve } from "./area-under-curve.ts";

const at = (size: number, value: number, half = 0.1) => ({
  size,
  value,
  interval: [value - half, value + half] as const,
});

it("is the mean height of a straight line", () => {
  const line = [at(0, 0), at(10, 1)];
  expect(areaUnderCurve(line, [0, 10])?.value).toBeCloseTo(0.5, 12);
  expect(areaUnderCurve(line, [5, 10])?.value).toBeCloseTo(0.75, 12);
});

it("weighs measured points by the sizes between them, in any order of the points", () => {
  // 0.2 to 0.8 over two sizes, 0.8 to 1 over eight
  expect(areaUnderCurve([at(2, 0.8), at(10, 1), at(0, 0.2)], [0, 10])?.value).toBeCloseTo((2 * 0.5 + 8 * 0.9) / 10, 12);
});

it("does not change by a measured point that lies on the line", () => {
  const points = [at(10, 0.3), at(40, 0.9), at(90, 0.95)];
  const more = [...points, at(25, 0.6)];
  expect(areaUnderCurve(more, [15, 80])?.value).toBeCloseTo(areaUnderCurve(points, [15, 80])?.value ?? 0, 12);
});

it("takes the later of two figures of one size", () => {
  expect(areaUnderCurve([at(0, 0), at(10, 0), at(10, 1)], [0, 10])?.value).toBeCloseTo(0.5, 12);
});

it("has the mean heights of the figures' ends for its interval, and none where a figure has none", () => {
  const { interval } = areaUnderCurve([at(0, 0.5, 0.1), at(10, 0.7, 0.2)], [0, 10]) ?? {};
  expect(interval?.[0]).toBeCloseTo(0.45, 12);
  expect(interval?.[1]).toBeCloseTo(0.75, 12);
  expect(areaUnderCurve([at(0, 0.5), { size: 10, value: 0.7 }], [0, 10])?.interval).toBeNull();
});

it("has no area beyond what was measured", () => {
  expect(areaUnderCurve([at(10, 1), at(20, 1)], [5, 20])).toBeNull();
  expect(areaUnderCurve([], [0, 1])).toBeNull();
});
