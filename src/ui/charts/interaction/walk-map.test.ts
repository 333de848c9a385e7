import { describe, expect, it } from "vitest";
import { branchingNetwork } from "../scales/network-fixture.ts";
import { networkLayout } from "../scales/network-layout.ts";
import { networkRows } from "../scales/network-rows.ts";
import { walkMap } from "./walk-map.ts";

const rows = networkRows(branchingNetwork);
/** Four columns: dense1 takes two lines. */
const layout = {
  ...networkLayout(rows, 700, 500),
  columns: 4,
  rows: networkLayout(rows, 700, 500).rows.map((place) => ({ ...place, lines: Math.ceil(place.count / 4) })),
};

const walk = (from: readonly [number, number], ...keys: readonly string[]) => {
  const end = keys.reduce((at, key) => walkMap(key, at, layout) ?? at, { row: from[0], channel: from[1] });
  return [end.row, end.channel];
};

describe("the keyboard on the map", () => {
  it("goes from unit to unit and stops at the layer's ends", () => {
    expect(walk([1, 0], "ArrowRight", "ArrowRight")).toEqual([1, 2]);
    expect(walk([1, 3], "ArrowRight")).toEqual([1, 3]);
    expect(walk([1, 0], "ArrowLeft")).toEqual([1, 0]);
    expect(walk([3, 1], "End")).toEqual([3, 5]);
    expect(walk([3, 4], "Home")).toEqual([3, 0]);
  });

  it("goes down line by line and on to the next layer, in the same column where it has one", () => {
    expect(walk([2, 1], "ArrowDown")).toEqual([3, 1]);
    expect(walk([3, 1], "ArrowDown")).toEqual([3, 5]);
    expect(walk([3, 5], "ArrowDown")).toEqual([4, 1]);
    expect(walk([4, 2], "ArrowUp")).toEqual([3, 5]);
    expect(walk([3, 3], "ArrowDown")).toEqual([3, 5]);
  });

  it("goes from layer to layer by page, past the input that has no units", () => {
    expect(walk([1, 2], "PageDown", "PageDown")).toEqual([3, 2]);
    expect(walk([3, 5], "PageUp")).toEqual([2, 1]);
    expect(walk([1, 0], "PageUp")).toEqual([1, 0]);
  });

  it("leaves other keys alone", () => {
    expect(walkMap("a", { row: 1, channel: 0 }, layout)).toBeNull();
  });
});
