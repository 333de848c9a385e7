import { expect, test } from "vitest";
import { playersOfWidths } from "../../../test/players-of-widths.ts";
import { constraintsOf } from "./constraints.ts";
import { swapCandidates, swapped } from "./swap-candidates.ts";

const selection = Uint8Array.of(1, 1, 0, 0, 1, 0, 0);
const marginals = Float64Array.of(5, 1, 3, 0, 2, 4, Number.NaN);
const players = playersOfWidths(4, 3);
const swaps = (rules: Parameters<typeof constraintsOf>[0], scope: "global" | "layer-wise", most = 100) =>
  swapCandidates(selection, marginals, constraintsOf(rules, players), scope, most).map((swap) => [swap.out, swap.in]);

test("pairs come by what one adds less what the other is missed, where the groups allow it", () => {
  expect(swaps([], "global", 3)).toEqual([
    [1, 5],
    [1, 2],
    [4, 5],
  ]);
  // the second group would be left without a unit, unless its own stands in
  expect(swaps([], "global").some(([out, into]) => out === 4 && into! < 4)).toBe(false);
  expect(swaps([], "layer-wise")).toEqual([
    [1, 2],
    [4, 5],
    [1, 3],
    [0, 2],
    [0, 3],
  ]);
});

test("locked units take no part, and a full budget admits nobody from elsewhere", () => {
  expect(swaps([{ group: "group 0", keep: [1], drop: [2] }], "layer-wise")).toEqual([
    [4, 5],
    [0, 3],
  ]);
  expect(swaps([{ group: "group 1", most: 1 }], "global").some(([out, into]) => out! < 4 && into! > 3)).toBe(false);
});

test("a swap changes two units and nothing of the selection before it", () => {
  expect([...swapped(selection, { out: 0, in: 3 })]).toEqual([0, 1, 0, 1, 1, 0, 0]);
  expect([...selection]).toEqual([1, 1, 0, 0, 1, 0, 0]);
});

test("in wide networks the pairs stay few enough to be held, and every group has some", () => {
  const wide = playersOfWidths(...new Array(40).fill(250));
  const half = Uint8Array.from({ length: wide.count }, (_, player) => player % 2);
  const found = swapCandidates(half, new Float64Array(wide.count), constraintsOf([], wide), "layer-wise", 1e6);
  expect(new Set(found.map(({ out }) => wide.groupOf[out])).size).toBe(40);
  expect(found.length).toBe(40 * 25 * 25);
});
