import { expect, test } from "vitest";
import type { PowerEstimate } from "../power/power-index.ts";
import type { CriticalSize } from "../uncertainty/band.ts";
import { signsOf, type Watched } from "./signs.ts";

const estimate: PowerEstimate = {
  power: Float64Array.of(3, 2, 1.9, 0),
  standardError: new Float64Array(4).fill(0.1),
  degreesOfFreedom: Infinity,
  evaluations: 100,
};
const critical: CriticalSize = { statistic: "vote-disagreement", fraction: 0.3, interval: [0.1, 0.9], clear: false };
const nothing: Watched = {
  critical: null,
  estimate: null,
  count: null,
  certainty: { tolerance: 0, level: 0.95 },
  points: [],
  chosen: null,
  widths: [],
};

test("nothing run, nothing seen", () => {
  expect(signsOf(nothing)).toEqual([]);
});

test("signs come in the order of the method, each a sentence with an advice", () => {
  const signs = signsOf({
    ...nothing,
    critical,
    estimate,
    count: 2,
    points: [
      { size: 5, accuracy: 0.4, interval: [0.35, 0.45] },
      { size: 10, accuracy: 0.9, interval: [0.87, 0.93] },
    ],
    chosen: 10,
    widths: [
      { group: "c1", width: 6, kept: 1 },
      { group: "d1", width: 20, kept: 18 },
    ],
  });
  expect(signs.map(({ kind }) => kind)).toEqual(["no-critical-size", "noisy-cut", "cliff-below", "layer-collapsing"]);
  for (const { sentence, advice } of signs) {
    expect(sentence).toMatch(/\.$/);
    expect(advice).toMatch(/\.$/);
  }
});
