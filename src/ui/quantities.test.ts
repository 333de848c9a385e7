import { describe, expect, it } from "vitest";
import { bytesWords, changeWords, countOf, durationWords, intervalWords, leftWords, valueWords } from "./quantities.ts";

describe("quantities in words", () => {
  it("counts with thousands apart and the noun in number", () => {
    expect(countOf(44_426, "unit")).toBe("44,426 units");
    expect(countOf(1, "unit")).toBe("1 unit");
  });
  it("gives three significant digits and a true minus", () => {
    expect(valueWords(0.012345)).toBe("0.0123");
    expect(valueWords(-0.00045)).toBe("−0.00045");
    expect(valueWords(0.0000012)).toBe("1.2e-6");
    expect(valueWords(Number.NaN)).toBe("–");
  });
  it("says bytes with a decimal prefix", () => {
    expect([12, 4139, 177_704, 2_500_000].map(bytesWords)).toEqual(["12 B", "4.1 kB", "178 kB", "2.5 MB"]);
  });
  it("says durations as a person does", () => {
    expect([0.2, 12.4, 200, 7300].map(durationWords)).toEqual([
      "less than a second",
      "12 s",
      "3 min 20 s",
      "2 h 2 min",
    ]);
  });
  it("says a change in percent", () => {
    expect(changeWords(100, 23)).toBe("−77 %");
    expect(changeWords(100, 100)).toBe("unchanged");
  });
  it("says an interval", () => {
    expect(intervalWords([0.9, 0.98765])).toBe("0.900 to 0.988");
  });
});

it("says what is left in tenths of seconds where whole ones would be too coarse", () => {
  expect([0.4, 0.99, 1, 2.44, 9.94, 9.97, 12.4, 200].map(leftWords)).toEqual([
    "less than a second",
    "less than a second",
    "1.0 s",
    "2.4 s",
    "9.9 s",
    "10 s",
    "12 s",
    "3 min 20 s",
  ]);
});
