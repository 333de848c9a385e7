import fc from "fast-check";
import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import type { Players } from "../game/players.ts";
import { selectTop } from "./select-top.ts";
import { sizeOf, widthsOf } from "./selection.ts";

function playersOfWidths(...widths: number[]): Players {
  const groupOf = Int32Array.from(widths.flatMap((width, group) => new Array(width).fill(group)));
  const unitOf = Int32Array.from(widths.flatMap((width) => [...Array(width).keys()]));
  const count = groupOf.length;
  const groups = widths.map((_, group) => `group ${group}`);
  return { count, groups, groupOf, unitOf, graphUnitOf: Int32Array.from(groupOf.keys()) };
}
const chosen = (selection: Uint8Array) => [...selection.keys()].filter((player) => selection[player]);

test("the highest powers are kept, ties by player number", () => {
  const power = Float64Array.of(1, 5, 5, 0, 5);
  expect(chosen(selectTop(power, 2, playersOfWidths(5)))).toEqual([1, 2]);
});

test("a group of weak units keeps its best one", () => {
  const power = Float64Array.of(9, 8, 7, 0.1, 0.3, 0.2);
  expect(chosen(selectTop(power, 3, playersOfWidths(3, 3)))).toEqual([0, 1, 4]);
});

test("held units stay whatever their power", () => {
  const power = Float64Array.of(Number.NaN, 8, 7, 6);
  expect(chosen(selectTop(power, 2, playersOfWidths(4), Uint8Array.of(1, 0, 0, 0)))).toEqual([0, 1]);
});

test("players without a power come last", () => {
  const power = Float64Array.of(Number.NaN, -8, Number.NaN, -Infinity);
  expect(chosen(selectTop(power, 1, playersOfWidths(4)))).toEqual([1]);
});

test("a selection on its way leaves places for empty groups only when they run short", () => {
  const power = Float64Array.of(9, 8, 7, 0.1);
  const players = playersOfWidths(3, 1);
  expect(chosen(selectTop(power, 2, players, undefined, 4))).toEqual([0, 1]);
  expect(chosen(selectTop(power, 2, players, undefined, 3))).toEqual([0, 1]);
  expect(chosen(selectTop(power, 2, players, undefined, 2))).toEqual([0, 3]);
});

test("every selection has the size asked for, a unit a group, and holds the smaller ones", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }),
      fc.infiniteStream(fc.integer({ min: -3, max: 3 })),
      (widths, values) => {
        const players = playersOfWidths(...widths);
        const power = Float64Array.from({ length: players.count }, () => values.next().value);
        let smaller: Uint8Array | null = null;
        for (let count = widths.length; count <= players.count; count++) {
          const selection = selectTop(power, count, players);
          expect(sizeOf(selection)).toBe(count);
          expect(Math.min(...widthsOf(selection, players))).toBeGreaterThan(0);
          if (smaller) expect(smaller.every((kept, player) => kept <= selection[player]!)).toBe(true);
          smaller = selection;
        }
      },
    ),
  );
});

test("fewer units than groups are refused and the floor is named", () => {
  const power = new Float64Array(6);
  expect(() => selectTop(power, 2, playersOfWidths(2, 2, 2))).toThrow(FailureError);
  expect(() => selectTop(power, 2, playersOfWidths(2, 2, 2))).toThrow("3 groups");
  expect(() => selectTop(power, 7, playersOfWidths(2, 2, 2))).toThrow(FailureError);
});
