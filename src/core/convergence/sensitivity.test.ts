import { expect, test } from "vitest";
import { unanimityPower } from "../power/unanimity-power.ts";
import { sensitivityToBias } from "./sensitivity.ts";

/** Player 0 alone, players 1 and 2 together: the pair matters more the more others are there. */
const terms = [
  { members: [0], worth: 1 },
  { members: [1, 2], worth: 2.5 },
  { members: [3], worth: 0.1 },
];
const powerAt = (bias: number) => unanimityPower(4, terms, { kind: "biased-banzhaf", bias });

test("compares the rankings of every pair of biases", () => {
  const { biases, correlation, overlap } = sensitivityToBias(powerAt, [0.1, 0.2, 0.9], 1);
  expect(biases).toEqual([0.1, 0.2, 0.9]);
  // at 0.1 and 0.2 the loner leads the pair (0.25, 0.5), at 0.9 the pair leads (2.25)
  expect([...overlap]).toEqual([1, 1, 0, 1, 1, 0, 0, 0, 1]);
  expect(correlation[1]).toBeCloseTo(1, 12);
  expect(correlation[2]).toBeCloseTo(correlation[6]!, 12);
  expect(correlation[2]).toBeLessThan(0.7);
  expect(correlation[4]).toBe(1);
});
