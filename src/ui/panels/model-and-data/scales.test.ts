import { expect, it } from "vitest";
import { commonValuesFor, commonValuesOf, scaleWords, valuesWords } from "./scales.ts";

const ranges = [
  [0, 1],
  [0, 16],
  [0, 255],
  [-3, 700],
] as const;

it.each(ranges)("finds every common treatment of values from %d to %d again, each by its own id", (least, most) => {
  const common = commonValuesFor([least, most]);
  expect(common.map(({ values }) => commonValuesOf(values, [least, most])?.id)).toEqual(common.map(({ id }) => id));
  expect(common.length).toBeGreaterThan(5);
});

it("knows measured values with their numbers and without", () => {
  const measured = { what: "mean-and-deviation", per: "channel" } as const;
  expect(commonValuesOf({ kind: "affine", scale: [2], offset: [3], measured }, [0, 255])?.id).toBe("own");
  expect(commonValuesOf({ kind: "affine", scale: [0.3], offset: [2] }, [0, 255])).toBeUndefined();
});

it("says a scale in words", () => {
  expect(scaleWords({ scale: 1 / 16, offset: 0 })).toBe("values ÷ 16");
  expect(scaleWords({ scale: 1, offset: 0 })).toBe("values as they are");
  expect(scaleWords({ scale: 0.0125123, offset: -1 })).toBe("values × 0.01251 − 1");
});

it("says treatments in words", () => {
  const words = (values: Parameters<typeof valuesWords>[0]) => valuesWords(values, [0, 255]);
  expect(words({ kind: "affine", scale: [1 / 255], offset: [0] })).toBe("values ÷ 255, to 0 … 1");
  expect(words({ kind: "unit-length", along: "columns" })).toBe("each column to length 1");
  expect(words({ kind: "affine", scale: [3], offset: [0.5] })).toBe("values × 3 + 0.5");
  expect(words({ kind: "affine", scale: [3, 4], offset: [0, 1] })).toBe("values by 2 factors and offsets");
});
