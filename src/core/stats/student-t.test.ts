import { expect, test } from "vitest";
import { normalQuantile } from "./normal-quantile.ts";
import { tQuantile } from "./student-t.ts";

const relative = (value: number, expected: number) => Math.abs(value / expected - 1);

test("one and two degrees of freedom have closed forms", () => {
  for (const level of [0.6, 0.9, 0.975, 0.9995]) {
    expect(relative(tQuantile(level, 1), Math.tan(Math.PI * (level - 0.5)))).toBeLessThan(1e-9);
    const a = 2 * level - 1;
    expect(relative(tQuantile(level, 2), a * Math.sqrt(2 / (1 - a * a)))).toBeLessThan(1e-9);
  }
});

test("four degrees of freedom have a closed form", () => {
  for (const level of [0.6, 0.9, 0.975, 0.9995]) {
    const root = Math.sqrt(4 * level * (1 - level));
    const q = Math.cos(Math.acos(root) / 3) / root;
    expect(relative(tQuantile(level, 4), 2 * Math.sqrt(q - 1))).toBeLessThan(1e-9);
  }
});

test("tabled quantiles come out", () => {
  expect(tQuantile(0.975, 10)).toBeCloseTo(2.2281388519649385, 9);
  expect(tQuantile(0.975, 30)).toBeCloseTo(2.0422724563012373, 9);
  expect(tQuantile(0.995, 5)).toBeCloseTo(4.032142983557536, 9);
});

test("both tails mirror and the middle is zero", () => {
  expect(tQuantile(0.025, 7)).toBeCloseTo(-tQuantile(0.975, 7), 12);
  expect(tQuantile(0.5, 7)).toBe(0);
});

test("the expansion for many degrees of freedom joins the exact branch and ends in the normal", () => {
  // 1/df is linear over so short a way: the jump at 1000 is far below the slope
  const step = (tQuantile(0.975, 999) - tQuantile(0.975, 1000)) / (1 / 999 - 1 / 1000);
  const across = (tQuantile(0.975, 1000) - tQuantile(0.975, 1001)) / (1 / 1000 - 1 / 1001);
  expect(relative(across, step)).toBeLessThan(1e-2);
  expect(relative(tQuantile(0.975, 1e9), normalQuantile(0.975))).toBeLessThan(1e-8);
  expect(tQuantile(0.975, Number.POSITIVE_INFINITY)).toBe(normalQuantile(0.975));
});

test("no degrees of freedom, no quantile", () => {
  expect(tQuantile(0.975, 0)).toBeNaN();
});
