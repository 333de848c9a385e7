import { expect, it } from "vitest";
import { cutInRounds, cutToMacs, macsOfUnits, perMac } from "../bench/quality/deep-cut.ts";
import { foldsOf, powerFromSlopes } from "../bench/quality/deep-slopes.ts";
import { fittedToMacs, searchWidths, topOfGroups } from "../bench/quality/deep-widths.ts";
import { seededRandom } from "../src/core/random/random-source.ts";
import { playersOfWidths } from "./players-of-widths.ts";

// six units in two groups: those of the first cost 10 each, those of the second 1, and 4 are always there
const players = playersOfWidths(3, 3);
const macsOf = (selection: Uint8Array) =>
  selection.reduce((sum, kept, player) => sum + kept * (player < 3 ? 10 : 1), 4);
const deep = { players, macsOf };
const all = new Uint8Array(6).fill(1);

it("cuts the lowest units until the multiply-accumulates fit, and leaves every group a unit", () => {
  const power = Float64Array.of(3, 2, 1, 6, 5, 4);
  expect([...cutToMacs(deep, power, all, 27)]).toEqual([1, 1, 0, 1, 1, 1]);
  expect([...cutToMacs(deep, power, all, 26)]).toEqual([1, 0, 0, 1, 1, 1]);
  expect([...cutToMacs(deep, power, all, 15)]).toEqual([1, 0, 0, 1, 0, 0]);
});

it("ranks by what a unit brings for what it costs", () => {
  expect([...macsOfUnits(deep, Uint8Array.of(1, 0, 1, 1, 1, 0))]).toEqual([10, Number.NaN, 10, 1, 1, Number.NaN]);
  expect([...perMac(deep, Float64Array.of(5, 4, 3, 2, 1, 0), all)]).toEqual([0.5, 0.4, 0.3, 2, 1, 0]);
});

it("ranks the survivors anew in each round, down to the share asked for", async () => {
  const seen: number[] = [];
  const way = { rounds: 2, share: 0.5, scope: "global" } as const;
  const { selection, order } = await cutInRounds(deep, way, async (survivors, round) => {
    seen.push(macsOf(survivors), round);
    return Float64Array.from({ length: 6 }, (_, player) => (round === 0 ? player : 6 - player));
  });
  // 37 in all, 27 after the first round (which takes unit 0), 18 in the end (which takes 5, 4, 2 and stops at the floors)
  expect(seen).toEqual([37, 0, 27, 1]);
  expect(macsOf(selection)).toBeLessThanOrEqual(18);
  expect([...selection]).toEqual([0, 1, 0, 1, 0, 0]);
  // longest: 1 and 3, who stayed; then 2, 4, 5 of the last round by its ranking; 0 went first
  expect([...order.keys()].sort((a, b) => (order[b] ?? 0) - (order[a] ?? 0))).toEqual([1, 3, 2, 4, 5, 0]);
});

it("leaves every survivor out of one coalition", () => {
  const survivors = Uint8Array.of(1, 1, 0, 1, 1, 1, 1, 0, 1);
  const { rows, members } = foldsOf(survivors, 3, seededRandom(1, "folds"));
  expect(rows).toBe(3);
  const present = Array.from({ length: 9 }, (_, player) =>
    [0, 1, 2].reduce((sum, r) => sum + (members[r * 9 + player] ?? 0), 0),
  );
  expect(present).toEqual([2, 2, 0, 2, 2, 2, 2, 0, 2]);
});

it("is exact for slopes of a quadratic game: the mean of those at both ends of a unit's way", () => {
  // v = z0 + 2 z1 + 3 z0², as it stands while the other is there: slopes 1 + 6 z0 and 2
  const members = Uint8Array.of(1, 1, 0, 1, 1, 0);
  const gradients = [7, 2, 1, 2, 7, 2];
  const power = powerFromSlopes({ players: 2, rows: 3, members }, gradients, Uint8Array.of(1, 1));
  expect([...power]).toEqual([4, 2]);
  expect([...powerFromSlopes({ players: 2, rows: 1, members }, gradients, Uint8Array.of(1, 0))]).toEqual([
    7,
    Number.NaN,
  ]);
});

it("takes the highest of each group, and fits shares to the multiply-accumulates", () => {
  const order = Float64Array.of(1, 3, 2, 6, 4, 5);
  expect([...topOfGroups(deep, order, [2, 1])]).toEqual([0, 1, 1, 1, 0, 0]);
  const fitted = fittedToMacs(deep, order, [1, 1], 27);
  expect(macsOf(fitted)).toBeLessThanOrEqual(27);
  expect(macsOf(fitted)).toBeGreaterThan(17);
});

it("finds the widths that are worth most, and never less than it began with", async () => {
  const order = Float64Array.of(3, 2, 1, 6, 5, 4);
  // units of the second group are worth more: three of them and one of the first are best at 17
  const judge = async (selections: readonly Uint8Array[]) =>
    selections.map((selection) => selection.reduce((sum, kept, player) => sum + kept * (player < 3 ? 1 : 2), 0));
  const start = Uint8Array.of(1, 0, 0, 1, 0, 0);
  const search = { generations: 3, candidates: 8, elite: 3, spread: 0.7 };
  const found = await searchWidths(deep, order, start, 17, search, judge, seededRandom(2, "widths"));
  expect([...found.selection]).toEqual([1, 0, 0, 1, 1, 1]);
  expect(found.evaluations).toBe(25);
  const none = await searchWidths(
    deep,
    order,
    start,
    17,
    search,
    async (all) => all.map((one) => (one.join() === start.join() ? 1 : 0)),
    seededRandom(2, "widths"),
  );
  expect([...none.selection]).toEqual([...start]);
});
