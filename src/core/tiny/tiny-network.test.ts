import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { additiveGame } from "../game/additive.ts";
import type { Players } from "../game/players.ts";
import { tabulate } from "./tabulate.ts";
import { tinyGame, tinyScope } from "./tiny-network.ts";

const widths = [2, 3, 20];
const groupOf = Int32Array.from(widths.flatMap((width, group) => new Array<number>(width).fill(group)));
const players: Players = {
  count: 25,
  groups: ["conv1", "conv2", "dense"],
  groupOf,
  unitOf: Int32Array.from(widths.flatMap((width) => [...Array(width).keys()])),
  graphUnitOf: Int32Array.from(groupOf.keys()),
};
const game = additiveGame(
  Array.from({ length: 25 }, (_, i) => (i < 5 ? 10 ** i : 0)),
  0.5,
);

test("groups play with all their units, named by group and number", () => {
  const { playing, units } = tinyScope(players, { groups: ["conv2", "conv1"] }, "present");
  expect([...playing]).toEqual([0, 1, 2, 3, 4]);
  expect(units[3]).toEqual({ group: "conv2", unit: 1 });
});

test("the rest of the network is always there or always away", async () => {
  const chosen = { units: Int32Array.of(4, 0) };
  const withRest = await tabulate(tinyGame(game, tinyScope(players, chosen, "present")));
  expect([...withRest]).toEqual([1110.5, 1111.5, 11110.5, 11111.5]);
  const alone = await tabulate(tinyGame(game, tinyScope(players, chosen, "absent")));
  expect([...alone]).toEqual([0.5, 1.5, 10000.5, 10001.5]);
});

test.each([
  [{ groups: ["dense"] }],
  [{ groups: [] }],
  [{ groups: ["conv9"] }],
  [{ units: Int32Array.of(3, 3) }],
  [{ units: Int32Array.of(25) }],
  [{ units: Int32Array.from({ length: 13 }, (_, k) => k) }],
])("%j is no tiny scope", (chosen) => {
  expect(() => tinyScope(players, chosen, "present")).toThrow(FailureError);
});

test("a lower limit is kept", () => {
  expect(() => tinyScope(players, { groups: ["conv2"] }, "absent", 2)).toThrow("3 units");
});
