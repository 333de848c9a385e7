import { expect, test } from "vitest";
import { excesses, shareOf } from "./excess.ts";

test("a coalition's share is the sum of its members'", () => {
  expect(shareOf(0b101, Float64Array.of(1, 10, 100))).toBe(101);
  expect(shareOf(0, Float64Array.of(1, 10, 100))).toBe(0);
});

test("an excess is what the share falls short of the worth by", () => {
  expect([...excesses(Float64Array.of(0, 3, 1, 12), Float64Array.of(2, 10))]).toEqual([0, 1, -9, 0]);
});
