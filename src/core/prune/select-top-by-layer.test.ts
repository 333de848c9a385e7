import { expect, test } from "vitest";
import type { Players } from "../game/players.ts";
import { selectTopByLayer } from "./select-top-by-layer.ts";

const players: Players = {
  count: 6,
  groups: ["a", "b"],
  groupOf: Int32Array.of(0, 0, 0, 1, 1, 1),
  unitOf: Int32Array.of(0, 1, 2, 0, 1, 2),
  graphUnitOf: Int32Array.of(0, 1, 2, 3, 4, 5),
};
const power = Float64Array.of(9, 8, 7, 0.2, Number.NaN, 0.3);

test("each group keeps its own best, however weak", () => {
  expect([...selectTopByLayer(power, [1, 2], players)]).toEqual([1, 0, 0, 1, 0, 1]);
  expect([...selectTopByLayer(power, [0, 3], players)]).toEqual([0, 0, 0, 1, 1, 1]);
});

test("held units count towards their group's width and stay", () => {
  expect([...selectTopByLayer(power, [2, 1], players, Uint8Array.of(0, 0, 1, 0, 1, 0))]).toEqual([1, 0, 1, 0, 1, 0]);
});
