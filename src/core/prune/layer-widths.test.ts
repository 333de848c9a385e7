import fc from "fast-check";
import { expect, test } from "vitest";
import type { Players } from "../game/players.ts";
import { layerWidths } from "./layer-widths.ts";

function playersOfWidths(...widths: number[]): Players {
  const groupOf = Int32Array.from(widths.flatMap((width, group) => new Array<number>(width).fill(group)));
  const unitOf = Int32Array.from(widths.flatMap((width) => [...Array(width).keys()]));
  const groups = widths.map((_, group) => `group ${group}`);
  return { count: groupOf.length, groups, groupOf, unitOf, graphUnitOf: Int32Array.from(groupOf.keys()) };
}

test("LeNet-5 at 51 of 226 units keeps 22.5 % of every layer", () => {
  expect(layerWidths(51, playersOfWidths(6, 16, 120, 84))).toEqual([1, 4, 27, 19]);
});

test("a thin layer keeps its one unit however small the rest", () => {
  expect(layerWidths(5, playersOfWidths(2, 100, 1))).toEqual([1, 3, 1]);
  expect(layerWidths(3, playersOfWidths(2, 100, 1))).toEqual([1, 1, 1]);
});

test("below one unit a group the widest groups come first", () => {
  expect(layerWidths(1, playersOfWidths(2, 9, 3))).toEqual([0, 1, 0]);
  expect(layerWidths(2, playersOfWidths(2, 9, 3))).toEqual([0, 1, 1]);
});

test("every count is met exactly, no group gives a place back, and all units are everybody", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 }), (widths) => {
      const players = playersOfWidths(...widths);
      let before = new Array<number>(widths.length).fill(0);
      for (let count = 0; count <= players.count; count++) {
        const now = layerWidths(count, players);
        expect(now.reduce((sum, width) => sum + width, 0)).toBe(count);
        now.forEach((width, group) => {
          expect(width).toBeGreaterThanOrEqual(before[group]!);
          expect(width).toBeLessThanOrEqual(widths[group]!);
        });
        if (count >= widths.length) expect(Math.min(...now)).toBeGreaterThan(0);
        before = now;
      }
      expect(before).toEqual(widths);
    }),
  );
});
