import { describe, expect, it } from "vitest";
import { branchingNetwork } from "./network-fixture.ts";
import { cellAt, cornerOf, networkLayout } from "./network-layout.ts";
import { type NetworkRow, networkRows } from "./network-rows.ts";

const rows = networkRows(branchingNetwork);
const wide = (units: number): NetworkRow[] => [
  {
    id: "wide",
    words: "",
    kind: "dense",
    units: Int32Array.from({ length: units }, (_, at) => at),
    frozen: null,
    after: [],
    groups: ["wide"],
    reads: [],
  },
];

describe("a network on a page", () => {
  it.each([340, 700, 1100])("finds each cell again where it was put, at %i px", (width) => {
    const layout = networkLayout(rows, width, 500);
    rows.forEach(({ units }, row) => {
      units.forEach((_, channel) => {
        const [x, y] = cornerOf(layout, { row, channel });
        expect(x).toBeGreaterThanOrEqual(layout.left);
        expect(x + layout.side).toBeLessThanOrEqual(width);
        expect(y + layout.side).toBeLessThanOrEqual(layout.height);
        expect(cellAt(layout, x + layout.side / 2, y + layout.side / 2)).toEqual({ row, channel });
      });
    });
    expect(cellAt(layout, layout.left - 3, 40)).toBeNull();
  });

  it("stands rows below each other without overlap, names above the cells where there is little room", () => {
    for (const width of [340, 900]) {
      const { rows: places, narrow } = networkLayout(rows, width, 500);
      expect(narrow).toBe(width === 340);
      places.slice(1).forEach(({ top }, at) => {
        const before = places[at];
        expect(top).toBeGreaterThanOrEqual((before?.top ?? 0) + (before?.height ?? 0));
      });
    }
  });

  it("has a lane for the group that two layers share, and none for the others", () => {
    const { lanes, left } = networkLayout(rows, 700, 500);
    expect(lanes.map(({ group, rows: at }) => [group, at])).toEqual([["conv1+conv2", [1, 2]]]);
    expect(lanes[0]?.x).toBeLessThan(left);
  });

  it("makes cells smaller until the network fits, and no smaller than can be seen", () => {
    const sizes = [100, 1000, 10_000, 100_000].map((units) => networkLayout(wide(units), 700, 500));
    const pitches = sizes.map(({ pitch }) => pitch);
    expect(pitches).toEqual([...new Set(pitches)].sort((a, b) => b - a));
    expect(sizes.slice(0, 3).every(({ height }) => height <= 500)).toBe(true);
    expect(sizes[3]?.pitch).toBe(3);
    expect(sizes[3]?.height).toBeGreaterThan(500);
  });
});
