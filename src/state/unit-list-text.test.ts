import { expect, it } from "vitest";
import { unitListFrom, unitListText } from "./unit-list-text.ts";

it("writes spans, and reads what it wrote", () => {
  const units = [9, 0, 3, 7, 8, 4, 0];
  expect(unitListText(units)).toBe("0, 3, 4, 7-9");
  expect(unitListFrom("0, 3, 4, 7-9", 10)).toEqual([0, 3, 4, 7, 8, 9]);
  expect([unitListText([]), unitListFrom(" ", 4)]).toEqual(["", []]);
});

it("makes no sense of other words, of spans that go back, and of units that are not there", () => {
  for (const text of ["a", "1.5", "3-1", "-2", "10", "8-10", "1,,b"]) expect(unitListFrom(text, 10)).toBeNull();
});
