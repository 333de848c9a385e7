import { expect, test } from "vitest";
import { noisyCut } from "./noisy-cut.ts";

const estimate = (errors: number) => ({
  power: Float64Array.of(3, 2, 1.9, 0),
  standardError: new Float64Array(4).fill(errors),
  degreesOfFreedom: Infinity,
  evaluations: 100,
});
const certainty = { tolerance: 0, level: 0.95 };

test("counts the units on neither side of the cut", () => {
  expect(noisyCut(estimate(0.1), 2, certainty)).toMatchObject({
    kind: "noisy-cut",
    sentence: expect.stringContaining("2 of 4 units lie too near the cut at 2"),
    severity: "warning",
  });
});

test("says that there is no interval yet", () => {
  expect(noisyCut(estimate(Number.NaN), 2, certainty)?.sentence).toMatch(/no interval can be given yet/);
});

test("is silent where the cut is clear, tolerable, or none at all", () => {
  expect(noisyCut(estimate(0.001), 2, certainty)).toBeNull();
  expect(noisyCut(estimate(0.1), 1, certainty)).toBeNull();
  expect(noisyCut(estimate(0.1), 2, { ...certainty, tolerance: 1 })).toBeNull();
  expect(noisyCut(estimate(0.1), 4, certainty)).toBeNull();
});
