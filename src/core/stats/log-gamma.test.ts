import { expect, test } from "vitest";
import { logGamma } from "./log-gamma.ts";

test("whole numbers give log factorials", () => {
  let logFactorial = 0;
  for (let n = 1; n < 150; n++) {
    expect(logGamma(n)).toBeCloseTo(logFactorial, 10);
    logFactorial += Math.log(n);
  }
});

test("one half gives half the log of pi, one quarter its known value", () => {
  expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 13);
  expect(logGamma(0.25)).toBeCloseTo(1.2880225246980774, 13);
});
