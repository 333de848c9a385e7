import { expect, it } from "vitest";
import { firstOfEachKind, flipCounts, flipsOf } from "./flips.ts";

//              same lost won other lost  won  same
const labels = Int32Array.of(0, 1, 2, 0, 1, 1, 2);
const full = { votes: [0, 1, 0, 1, 1, 0, 1], sureness: [0.9, 0.6, 0.5, 0.4, 0.8, 0.7, 0.3] };
const pruned = { votes: [0, 2, 2, 2, 0, 1, 1], sureness: [0.5, 0.4, 0.6, 0.5, 0.9, 0.6, 0.3] };

it("lists lost examples first, each kind with those first that the full network was surest of", () => {
  const flips = flipsOf(full, pruned, labels);
  expect(flips.map(({ kind, example }) => [kind, example])).toEqual([
    ["lost", 4],
    ["lost", 1],
    ["won", 5],
    ["won", 2],
    ["other", 3],
  ]);
  expect(flips[0]).toEqual({
    example: 4,
    kind: "lost",
    label: 1,
    full: { vote: 1, probability: 0.8 },
    pruned: { vote: 0, probability: 0.9 },
  });
  expect(flipCounts(flips)).toEqual({ lost: 2, won: 2, other: 1 });
});

it("shows some of each kind", () => {
  const shown = firstOfEachKind(flipsOf(full, pruned, labels), 1);
  expect(shown.map(({ example }) => example)).toEqual([4, 5, 3]);
  expect(firstOfEachKind(shown, 0)).toEqual([]);
});

it("takes the full network's vote for right where there are no labels", () => {
  const flips = flipsOf(full, pruned, null);
  expect(flipCounts(flips)).toEqual({ lost: 5, won: 0, other: 0 });
  expect(flips.every(({ label }) => label === null)).toBe(true);
});

it("keeps the examples' order where nothing says how sure the network was", () => {
  const flips = flipsOf(
    { ...full, sureness: null },
    { ...pruned, sureness: [...pruned.votes].fill(Number.NaN) },
    labels,
  );
  expect(flips.map(({ example }) => example)).toEqual([1, 4, 2, 5, 3]);
  expect(flips[0]?.full.probability).toBeNull();
  expect(flips[0]?.pruned.probability).toBeNull();
});

it("finds none between equal answers", () => {
  expect(flipsOf(full, full, labels)).toEqual([]);
});
