import { expect, it } from "vitest";
import { csvText, tableOfRows } from "./figure-table.ts";

it("writes a header, quotes what needs it, and leaves empty what is no number", () => {
  const table = {
    columns: ["network", "accuracy"],
    rows: [
      ['say "a, b"', 0.123456789],
      ["none", Number.NaN],
      [null, 3],
    ],
  };
  expect(csvText(table)).toBe('network,accuracy\r\n"say ""a, b""",0.123456789\r\nnone,\r\n,3\r\n');
});

it("keeps a spreadsheet from taking a name for a formula, and negative numbers as numbers", () => {
  expect(csvText({ columns: ["name", "change"], rows: [["=1+1", -0.5]] })).toBe("name,change\r\n'=1+1,-0.5\r\n");
});

it("makes rows when they are asked for, all of them once", () => {
  const asked: number[] = [];
  const table = tableOfRows(["place"], 3, (place) => {
    asked.push(place);
    return [place];
  });
  expect(table.rowAt(2)).toEqual([2]);
  expect(asked).toEqual([2]);
  expect(csvText(table)).toBe("place\r\n0\r\n1\r\n2\r\n");
  expect(table.rows).toHaveLength(3);
  expect(asked).toEqual([2, 0, 1, 2]);
});
