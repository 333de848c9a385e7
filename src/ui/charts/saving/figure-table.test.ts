import { expect, it } from "vitest";
import { csvText } from "./figure-table.ts";

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
