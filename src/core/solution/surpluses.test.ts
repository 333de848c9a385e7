import { expect, test } from "vitest";
import { surpluses } from "./surpluses.ts";

test("a surplus is the best that one player can do without the other", () => {
  // v: {0} 1, {1} 0, {0,1} 3, {2} 0, {0,2} 2, {1,2} 5, all 6
  const s = surpluses(Float64Array.of(0, 1, 0, 3, 0, 2, 5, 6), Float64Array.of(1, 2, 3));
  // 0 without 1: {0} 0, {0,2} -2; without 2: {0} 0, {0,1} 0
  expect([...s.subarray(0, 3)]).toEqual([-Infinity, 0, 0]);
  // 1 without 0: {1} -2, {1,2} 0; without 2: {1} -2, {0,1} 0
  expect([...s.subarray(3, 6)]).toEqual([0, -Infinity, 0]);
  // 2 without 0: {2} -3, {1,2} 0; without 1: {2} -3, {0,2} -2
  expect([...s.subarray(6, 9)]).toEqual([0, -2, -Infinity]);
});
