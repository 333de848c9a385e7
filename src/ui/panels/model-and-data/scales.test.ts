import { expect, it } from "vitest";
import { commonScaleOf, commonScales, scaleWords } from "./scales.ts";

it("finds every common scale again", () => {
  expect(commonScales.map(commonScaleOf)).toEqual(commonScales.map(({ id }) => id));
  expect(commonScaleOf({ scale: 0.3, offset: 2 })).toBeUndefined();
});

it("says a scale in words", () => {
  expect(scaleWords({ scale: 1 / 16, offset: 0 })).toBe("values ÷ 16");
  expect(scaleWords({ scale: 1, offset: 0 })).toBe("values as they are");
  expect(scaleWords({ scale: 0.0125123, offset: -1 })).toBe("values × 0.01251 − 1");
});
