import { describe, expect, it } from "vitest";
import { advancePace, secondsLeft, standing } from "./pace.ts";

describe("time left", () => {
  it("is unknown before any work", () => {
    expect(secondsLeft(standing, 100)).toBeNull();
    expect(secondsLeft(advancePace(standing, 0, 1), 100)).toBeNull();
  });

  it("is exact at a constant rate", () => {
    let pace = standing;
    for (let second = 1; second <= 20; second++) pace = advancePace(pace, 5 * second, second);
    expect(secondsLeft(pace, 200)).toBeCloseTo(20, 9);
  });

  it("follows a change of rate within a few memories", () => {
    let pace = standing;
    for (let second = 1; second <= 20; second++) pace = advancePace(pace, 10 * second, second);
    for (let second = 1; second <= 60; second++) pace = advancePace(pace, 200 + second, 20 + second);
    expect(secondsLeft(pace, 360)).toBeGreaterThan(98);
    expect(secondsLeft(pace, 360)).toBeLessThan(100.1);
  });

  it("never is negative", () => {
    expect(secondsLeft(advancePace(standing, 12, 1), 10)).toBe(0);
  });
});
