import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { pairsOf } from "./pairs-of.ts";

test("pairs come in the order of the units named", () => {
  expect(pairsOf(Int32Array.of(5, 2, 7), 8)).toEqual([
    [5, 2],
    [5, 7],
    [2, 7],
  ]);
});

test.each([[[3]], [[1, 1]], [[0, 8]], [[-1, 2]]])("units %j of eight make no pairs", (units) => {
  expect(() => pairsOf(Int32Array.from(units), 8)).toThrow(FailureError);
});
