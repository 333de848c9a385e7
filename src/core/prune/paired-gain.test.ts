import { expect, test } from "vitest";
import { isBelieved, pairedGain } from "./paired-gain.ts";

test("the error is that of the differences, not of the two means", () => {
  // 4 of 100 examples gained, 1 lost: mean 0.03, variance (5 - 100 * 0.03^2) / 99
  const one = Array.from({ length: 100 }, (_, x) => (x < 54 ? 1 : 0));
  const other = Array.from({ length: 100 }, (_, x) => (x < 50 || x === 99 ? 1 : 0));
  const { gain, error } = pairedGain(one, other);
  expect(gain).toBeCloseTo(0.03, 12);
  expect(error).toBeCloseTo(Math.sqrt((5 - 100 * 0.03 ** 2) / 99 / 100), 12);
  expect(isBelieved({ gain, error })).toBe(true);
});

test("equal answers are no gain, and one lucky example among many that change is not believed", () => {
  expect(isBelieved(pairedGain([1, 0, 1], [1, 0, 1]))).toBe(false);
  const base = new Array(100).fill(0);
  const [gained, lost] = [base.fill(1, 0, 11), new Array(100).fill(0).fill(1, 20, 30)];
  expect(isBelieved(pairedGain(gained, lost))).toBe(false);
  expect(isBelieved(pairedGain(gained, lost), 0.2)).toBe(true);
});
