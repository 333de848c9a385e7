import { expect, it } from "vitest";
import { cellByKey } from "./cell-props.ts";

it("goes from cell to cell with the arrow keys and stays within the grid", () => {
  const at = { row: 1, column: 0 };
  expect(cellByKey("ArrowRight", at, 3, 4)).toEqual({ row: 1, column: 1 });
  expect(cellByKey("ArrowDown", at, 3, 4)).toEqual({ row: 2, column: 0 });
  expect(cellByKey("ArrowLeft", at, 3, 4)).toEqual(at);
  expect(cellByKey("End", at, 3, 4)).toEqual({ row: 1, column: 3 });
  expect(cellByKey("a", at, 3, 4)).toBeNull();
});
