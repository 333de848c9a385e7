import { expect, test } from "vitest";
import { shareOf } from "./excess.ts";
import { payoffAt, planeThrough, slopesOf } from "./payoff-plane.ts";

test("moving on the plane changes neither the fixed shares nor those that follow from them", () => {
  const plane = planeThrough(Float64Array.of(1, 2, 3, 4), [0b1111, 0b0011, 0b1100]);
  expect(plane.directions).toHaveLength(2);
  const moved = payoffAt(plane, Float64Array.of(0.7, -1.3));
  expect(shareOf(0b0011, moved)).toBeCloseTo(3, 12);
  expect(shareOf(0b1111, moved)).toBeCloseTo(10, 12);
  expect(slopesOf(plane, 0b1100)).toBeNull();
  expect(slopesOf(plane, 0b0101)).not.toBeNull();
});

test("as many independent equations as players leave one point", () => {
  const plane = planeThrough(Float64Array.of(1, 2, 3), [0b111, 0b011, 0b110]);
  expect(plane.directions).toHaveLength(0);
  expect([...payoffAt(plane, new Float64Array(0))]).toEqual([1, 2, 3]);
});
