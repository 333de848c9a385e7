import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { planFrom } from "./plan-from.ts";
import { isWhole, sizeOf, widthsOf } from "./selection.ts";

const players = {
  count: 5,
  groups: ["conv1", "dense"],
  groupOf: Int32Array.of(0, 0, 1, 1, 1),
  unitOf: Int32Array.of(0, 1, 0, 1, 2),
  graphUnitOf: Int32Array.of(0, 1, 2, 3, 4),
};

test("the plan names the kept units of every group", () => {
  expect(planFrom(Uint8Array.of(0, 1, 1, 0, 1), players)).toEqual({
    keep: [
      { group: "conv1", units: [1] },
      { group: "dense", units: [0, 2] },
    ],
  });
});

test("a group without a unit is refused by name", () => {
  const selection = Uint8Array.of(0, 0, 1, 0, 1);
  expect(isWhole(selection, players)).toBe(false);
  expect(() => planFrom(selection, players)).toThrow(FailureError);
  expect(() => planFrom(selection, players)).toThrow("conv1");
  expect(() => planFrom(Uint8Array.of(1, 1), players)).toThrow(FailureError);
});

test("widths count the kept units a group", () => {
  expect(widthsOf(Uint8Array.of(0, 1, 1, 0, 1), players)).toEqual([1, 2]);
  expect(sizeOf(Uint8Array.of(0, 1, 1, 0, 1))).toBe(3);
});
