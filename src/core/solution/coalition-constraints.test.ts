import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { constraintsOf } from "./coalition-constraints.ts";

const members = Uint8Array.of(0, 0, 0, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1);

test("each coalition is heard once, the empty and the grand one not", () => {
  const constraints = constraintsOf({ players: 3, rows: 5, members }, Float64Array.of(1, 3, 9, 5, 3), 1, 8);
  expect(constraints.count).toBe(2);
  expect([...constraints.worth]).toEqual([0.25, 0.5]);
  const shares = new Float64Array(2);
  constraints.shares(Float64Array.of(1, 2, 4), shares);
  expect([...shares]).toEqual([5, 6]);
  const loads = new Float64Array(3).fill(9);
  constraints.loads(Float64Array.of(0.25, 0.75), loads);
  expect([...loads]).toEqual([0.25, 0.75, 1]);
});

test("a batch without a proper coalition, or without its values, is refused", () => {
  expect(() => constraintsOf({ players: 3, rows: 1, members }, Float64Array.of(1), 0, 1)).toThrow(FailureError);
  expect(() => constraintsOf({ players: 3, rows: 5, members }, Float64Array.of(1), 0, 1)).toThrow("5 coalitions");
});
