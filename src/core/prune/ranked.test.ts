import { expect, test } from "vitest";
import { ranked } from "./ranked.ts";

test("the highest power comes first, ties by number, players without one last", () => {
  expect([...ranked(Float64Array.of(1, Number.NaN, 3, -2, 3))]).toEqual([2, 4, 0, 3, 1]);
});
