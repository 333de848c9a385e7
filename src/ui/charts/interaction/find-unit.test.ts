import { describe, expect, it } from "vitest";
import { branchingNetwork } from "../scales/network-fixture.ts";
import { networkRows } from "../scales/network-rows.ts";
import { findUnit } from "./find-unit.ts";

const rows = networkRows(branchingNetwork);
const power = [0.1, 0.2, Number.NaN, 0.4, -0.3, 0, 0.1, 0.9, 0.2, 0.1];
const find = (text: string) =>
  findUnit(
    text,
    rows,
    (player) => power[player] ?? Number.NaN,
    (player) => (player === 6 ? 1 : 0.1),
  );

describe("a search on the map", () => {
  it.each([
    ["conv1 3", 1, 2],
    ["Conv2 filter 1", 2, 0],
    ["dense unit 5", 3, 4],
    ["conv", 1, 0],
    ["most powerful", 3, 3],
    ["strongest in conv2", 2, 3],
    ["most powerful unit", 3, 3],
    ["most powerful filter", 1, 3],
    ["weakest", 3, 0],
    ["least certain", 3, 2],
  ])("takes “%s” for row %i, channel %i", (text, row, channel) => {
    expect(find(text)).toEqual({ row, channel });
  });

  it.each([
    ["", "Write a layer"],
    ["lstm 3", "No layer with units is called “lstm”"],
    ["weakest in lstm", "No layer with units is called “lstm”"],
    ["dense1 7", "dense1 has 6 units; there is no number 7"],
    ["dense1 0", "there is no number 0"],
  ])("says why “%s” finds nothing", (text, words) => {
    expect(find(text)).toEqual({ nothing: expect.stringContaining(words) });
  });

  it("cannot rank before there is a power", () => {
    expect(
      findUnit(
        "most powerful",
        rows,
        () => Number.NaN,
        () => 0,
      ),
    ).toEqual({
      nothing: expect.stringContaining("estimate it first"),
    });
  });
});
