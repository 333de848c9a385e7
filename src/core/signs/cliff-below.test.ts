import { expect, test } from "vitest";
import { cliffBelow } from "./cliff-below.ts";

const point = (size: number, accuracy: number) => ({
  size,
  accuracy,
  interval: [accuracy - 0.03, accuracy + 0.03] as const,
});

test("sees the fall at the next smaller size, in whatever order the sizes were measured", () => {
  const sign = cliffBelow([point(40, 0.95), point(20, 0.5), point(30, 0.93)], 30);
  expect(sign?.sentence).toMatch(/chosen 30 units.*20 units the validation accuracy is 50\.0 %.*93\.0 %/);
});

test("is silent on a plateau, on a slope that is no steeper than above, and at the smallest size", () => {
  expect(cliffBelow([point(20, 0.91), point(30, 0.93), point(40, 0.95)], 30)).toBeNull();
  expect(cliffBelow([point(20, 0.5), point(30, 0.6), point(40, 0.8)], 30)).toBeNull();
  expect(cliffBelow([point(20, 0.5), point(30, 0.93)], 20)).toBeNull();
  expect(cliffBelow([point(20, 0.5), point(30, 0.93)], 25)).toBeNull();
  expect(cliffBelow([point(20, 0.5), point(30, 0.93)], 30)).not.toBeNull();
});
