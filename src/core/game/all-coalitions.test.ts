import { expect, test } from "vitest";
import { allCoalitions } from "./all-coalitions.ts";

test("two players have four coalitions, the empty one first and the grand one last", () => {
  expect(Array.from(allCoalitions(2).members)).toEqual([0, 0, 1, 0, 0, 1, 1, 1]);
});

test("a part of the list is the same rows", () => {
  expect(allCoalitions(5, 7, 19).members).toEqual(allCoalitions(5).members.subarray(35, 95));
});
