import { describe, expect, it } from "vitest";
import { nearestStop, slideByKey } from "./slide.ts";

const track = { min: 0, max: 1, step: 0.01, page: 0.1 };

describe("a slider under keys", () => {
  it.each([
    ["ArrowRight", 0.51],
    ["ArrowLeft", 0.49],
    ["PageUp", 0.6],
    ["PageDown", 0.4],
    ["Home", 0],
    ["End", 1],
  ])("goes with %s to %d", (key, expected) => {
    expect(slideByKey(key, 0.5, track)).toBeCloseTo(expected, 12);
  });
  it("stops at its ends", () => {
    expect(slideByKey("ArrowRight", 1, track)).toBe(1);
    expect(slideByKey("PageDown", 0.03, track)).toBe(0);
  });
  it("leaves other keys alone", () => {
    expect(slideByKey("a", 0.5, track)).toBeNull();
  });
});

it("snaps to the nearest stop", () => {
  expect(nearestStop(13, [8, 16, 24])).toBe(16);
  expect(nearestStop(13, [])).toBe(13);
});
