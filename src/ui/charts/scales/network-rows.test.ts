import { expect, it } from "vitest";
import { preflightSmall } from "../../../state/preflight-fixture.ts";
import { branchingNetwork } from "./network-fixture.ts";
import { cellsOfPlayers, networkRows } from "./network-rows.ts";

const rows = networkRows(branchingNetwork);

it("has a row for the input and for every layer that makes channels", () => {
  expect(rows.map(({ id, units }) => [id, [...units]])).toEqual([
    ["input", []],
    ["conv1", [0, 1, 2, 3]],
    ["conv2", [0, 1, 2, 3]],
    ["dense1", [4, 5, 6, 7, 8, 9]],
    ["out", [-1, -1, -1]],
  ]);
  expect(rows[4]?.frozen).toBe("The output keeps its classes.");
});

it("says below each what follows, and whom an addition joins", () => {
  expect(rows.map(({ after }) => after)).toEqual([[], ["relu"], ["add conv1", "global average pool"], [], []]);
});

it("finds every cell of a unit that several layers share", () => {
  const cells = cellsOfPlayers(rows, 10);
  expect(cells[2]).toEqual([
    { row: 1, channel: 2 },
    { row: 2, channel: 2 },
  ]);
  expect(cells[9]).toEqual([{ row: 3, channel: 5 }]);
});

it("goes by the groups where a report does not number the units", () => {
  const [conv] = networkRows(preflightSmall);
  expect([conv?.id, [...(conv?.units ?? [])]]).toEqual(["conv1", [0, 1, 2, 3]]);
});
