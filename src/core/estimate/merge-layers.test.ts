import { expect, test } from "vitest";
import { simultaneousIntervals } from "../settle/simultaneous-interval.ts";
import { tQuantile } from "../stats/student-t.ts";
import { confidenceInterval, confidenceIntervals } from "./interval.ts";
import { mergeLayers } from "./merge-layers.ts";

const first = {
  power: Float64Array.of(1, 2),
  standardError: Float64Array.of(0, 0),
  degreesOfFreedom: Number.POSITIVE_INFINITY,
  evaluations: 4,
  estimator: "exact enumeration",
};
const second = {
  power: Float64Array.of(3, 4, 5),
  standardError: Float64Array.of(0.5, 0.5, 0.5),
  degreesOfFreedom: 10,
  evaluations: 30,
  estimator: "least squares",
};
const parts = [
  { group: "a", players: 2, estimate: first },
  { group: "b", players: 3, estimate: second },
  { group: "c", players: 1, estimate: null },
];

test("units stand in player order, those of layers to come without a value", () => {
  const merged = mergeLayers(parts);
  expect([...merged.power]).toEqual([1, 2, 3, 4, 5, Number.NaN]);
  expect([...merged.standardError]).toEqual([0, 0, 0.5, 0.5, 0.5, Number.NaN]);
  expect(merged).toMatchObject({ evaluations: 34, degreesOfFreedom: 10 });
  expect(merged.examplesEach).toBeUndefined();
  expect(merged.layers?.map(({ group, evaluations, estimator }) => [group, evaluations, estimator])).toEqual([
    ["a", 4, "exact enumeration"],
    ["b", 30, "least squares"],
    ["c", 0, null],
  ]);
});

test("each unit's interval has its own layer's degrees of freedom, and together they are as many as the units", () => {
  const merged = mergeLayers(parts);
  expect(confidenceInterval(merged, 0)).toEqual([1, 1]);
  expect(confidenceInterval(merged, 3)?.[1]).toBeCloseTo(4 + 0.5 * tQuantile(0.975, 10), 12);
  expect(confidenceInterval(merged, 5)).toBeNull();
  expect(confidenceIntervals(merged)).toEqual([0, 1, 2, 3, 4, 5].map((player) => confidenceInterval(merged, player)));
  // Bonferroni over the five that have played
  const { upper } = simultaneousIntervals(merged, 0.05);
  expect(upper[3]).toBeCloseTo(4 + 0.5 * tQuantile(1 - 0.05 / 10, 10), 12);
});

test("coalitions on a part of the examples are told with the work of all", () => {
  const merged = mergeLayers([parts[0]!, { ...parts[1]!, estimate: { ...second, examplesEach: 100, work: 12 } }]);
  expect(merged).toMatchObject({ examplesEach: 100, work: 16, evaluations: 34 });
});
