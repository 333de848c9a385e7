import { expect, test } from "vitest";
import { playersOfWidths } from "../../../test/players-of-widths.ts";
import { FailureError } from "../failure.ts";
import { checkSize, constraintsOf, type GroupRule, inBudget, isAllowed, nextWidth, sizeRange } from "./constraints.ts";

const players = playersOfWidths(6, 16);
const conv: GroupRule = { group: "group 0" };

test("without rules every group keeps one unit at least and all at most", () => {
  const free = constraintsOf([], players);
  expect([free.least, free.most, sizeRange(free)]).toEqual([
    [1, 1],
    [6, 16],
    [2, 22],
  ]);
});

test("floors go up and budgets down to widths that the multiple allows; the whole width is one", () => {
  const { least, most } = constraintsOf(
    [
      { ...conv, least: 2, multiple: 4 },
      { group: "group 1", least: 5, most: 15, multiple: 4 },
    ],
    players,
  );
  expect([least, most]).toEqual([
    [4, 8],
    [6, 12],
  ]);
  expect([0, 3, 4, 6].map((width) => nextWidth(width, 4, 6))).toEqual([4, 4, 6, Number.POSITIVE_INFINITY]);
});

test("units locked in count towards the floor, units locked out away from the most", () => {
  const { least, most, kept, dropped } = constraintsOf([{ ...conv, keep: [1, 4], drop: [0] }], players);
  expect([least[0], most[0]]).toEqual([2, 5]);
  expect([...kept.slice(0, 6), ...dropped.slice(0, 6)]).toEqual([0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]);
  expect(constraintsOf([{ ...conv, whole: true }], players).least).toEqual([6, 1]);
});

test("a selection is allowed by floors, multiples and locks, and in budget below the most too", () => {
  const rules = constraintsOf([{ ...conv, multiple: 2, most: 2, keep: [0], drop: [5] }], players);
  const selection = (...units: number[]) =>
    Uint8Array.from({ length: 22 }, (_, p) => (units.includes(p) || p === 9 ? 1 : 0));
  expect(inBudget(selection(0, 1), rules)).toBe(true);
  expect(inBudget(selection(0, 1, 2, 3), rules)).toBe(false);
  expect(isAllowed(selection(0, 1, 2, 3), rules)).toBe(true);
  for (const units of [[0], [0, 1, 2], [1, 2], [0, 5]]) expect(isAllowed(selection(...units), rules)).toBe(false);
});

test.each<[string, GroupRule[], string]>([
  ["an unknown group", [{ group: "ghost" }], "ghost"],
  ["two rules for one group", [conv, conv], "two rules"],
  ["an unknown unit", [{ ...conv, keep: [6] }], "no unit 6"],
  ["a unit that stays and goes", [{ ...conv, keep: [2], drop: [2] }], "Unit 2"],
  ["more locked in than the most", [{ ...conv, keep: [1, 2, 3], most: 2 }], "No width"],
  ["a floor above the most", [{ ...conv, least: 4, most: 3 }], "No width"],
  ["no multiple in reach", [{ ...conv, drop: [0], multiple: 8 }], "No width"],
  ["a floor of nothing", [{ ...conv, least: 0 }], "whole number"],
  ["a part of a unit", [{ ...conv, most: 1.5 }], "whole number"],
])("%s is refused", (_, rules, words) => {
  expect(() => constraintsOf(rules, players)).toThrow(FailureError);
  expect(() => constraintsOf(rules, players)).toThrow(words);
});

test("sizes out of reach are refused and the floor is named", () => {
  const three = constraintsOf([], playersOfWidths(2, 2, 2));
  expect(() => checkSize(2, three)).toThrow("3 groups");
  expect(() => checkSize(7, three)).toThrow(FailureError);
  expect(() => checkSize(2.5, three)).toThrow(FailureError);
  expect(() => checkSize(5, constraintsOf([{ ...conv, least: 5 }], players))).toThrow("at least 6 together");
  checkSize(6, three);
});
