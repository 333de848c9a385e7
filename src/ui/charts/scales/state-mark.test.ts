import { expect, it } from "vitest";
import { unitStates } from "../../../core/settle/three-states.ts";
import { stateMark } from "./state-mark.ts";
import { markPath } from "./unit-mark.ts";

it("gives every state a colour and a shape of its own", () => {
  const marks = unitStates.map((_, state) => stateMark(state));
  expect(new Set(marks.map(({ mark }) => mark)).size).toBe(3);
  expect(new Set(marks.map(({ colour }) => colour)).size).toBe(3);
  expect(marks.map(({ words }) => words)).toEqual([...unitStates]);
});

it("draws each mark around its place", () => {
  expect(markPath("dot", "5", "6", 4)).toBe("M5 6h0");
  expect(markPath("cross", "5", "6", 4)).toMatch(/^M5 6m-2\.0 -2\.0/);
  expect(markPath("diamond", "5", "6", 4)).toMatch(/z$/);
});
