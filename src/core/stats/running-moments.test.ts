import fc from "fast-check";
import { expect, test } from "vitest";
import { RunningMoments } from "./running-moments.ts";

const momentsOf = (values: readonly number[]) => {
  const moments = new RunningMoments();
  for (const value of values) moments.add(value);
  return moments;
};

test("mean and variance of a known list", () => {
  const moments = momentsOf([2, 4, 4, 4, 5, 5, 7, 9]);
  expect(moments.mean).toBe(5);
  expect(moments.variance).toBeCloseTo(32 / 7, 14);
  expect(moments.standardError).toBeCloseTo(Math.sqrt(32 / 7 / 8), 14);
});

test("a large offset costs no digits of the variance", () => {
  expect(momentsOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).variance).toBe(30);
});

test("below two values there is no variance", () => {
  expect(new RunningMoments().variance).toBeNaN();
  expect(momentsOf([3]).variance).toBeNaN();
});

test("merging two streams equals one stream", () => {
  const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { maxLength: 30 });
  fc.assert(
    fc.property(values, values, (a, b) => {
      const merged = momentsOf(a);
      merged.merge(momentsOf(b));
      const whole = momentsOf([...a, ...b]);
      expect(merged.count).toBe(whole.count);
      expect(merged.mean).toBeCloseTo(whole.mean, 9);
      expect(merged.squares).toBeCloseTo(whole.squares, 5);
    }),
  );
});
