import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { zeroNormalised } from "./zero-normalised.ts";

test("the empty coalition's value is taken off all others", () => {
  const { players, worth, total, scale } = zeroNormalised(Float64Array.of(2, 1, 9, 5));
  expect([players, total, scale]).toEqual([2, 3, 7]);
  expect([...worth]).toEqual([0, -1, 7, 3]);
});

test("a constant game has scale 1", () => {
  expect(zeroNormalised(Float64Array.of(4, 4)).scale).toBe(1);
});

test("the sentence names what is wrong", () => {
  expect(() => zeroNormalised(new Float64Array(6))).toThrow("6 values");
  expect(() => zeroNormalised(new Float64Array(2 ** 13))).toThrow("13 players");
  expect(() => zeroNormalised(Float64Array.of(0, Infinity))).toThrow(FailureError);
});
