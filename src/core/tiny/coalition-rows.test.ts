import { expect, test } from "vitest";
import { coalitionRows } from "./coalition-rows.ts";

test("a row has its members, the game's own value and the excess over v(empty)", () => {
  const rows = coalitionRows(Float64Array.of(1, 2, 3, 7), Float64Array.of(2, 4));
  expect(rows).toEqual([
    { number: 0, members: [], value: 1, excess: 0 },
    { number: 1, members: [0], value: 2, excess: -1 },
    { number: 2, members: [1], value: 3, excess: -2 },
    { number: 3, members: [0, 1], value: 7, excess: 0 },
  ]);
});

test("without a payoff vector there is no excess", () => {
  expect(coalitionRows(Float64Array.of(0, 1))[1]!.excess).toBeNull();
});
