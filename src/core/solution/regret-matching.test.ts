import { expect, test } from "vitest";
import { RegretMatching } from "./regret-matching.ts";

test("in a skewed rock, paper, scissors both sides learn the equilibrium", () => {
  // rock against scissors counts double: 1/4, 1/2, 1/4 is optimal and the game's value is 0
  const pay = [
    [0, -1, 2],
    [1, 0, -1],
    [-2, 1, 0],
  ];
  const [one, other] = [new RegretMatching(3), new RegretMatching(3)];
  for (let round = 0; round < 2000; round++) {
    one.learn(Float64Array.from(pay, (row) => row.reduce((sum, p, j) => sum + p * other.mixture[j]!, 0)));
    other.learn(Float64Array.from([0, 1, 2], (j) => -pay.reduce((sum, row, i) => sum + row[j]! * one.mixture[i]!, 0)));
  }
  for (const side of [one, other])
    [0.25, 0.5, 0.25].forEach((weight, k) => {
      expect(Math.abs(side.average()[k]! - weight)).toBeLessThan(0.01);
    });
});

test("before anything is learnt every choice is alike", () => {
  expect([...new RegretMatching(4).average()]).toEqual([0.25, 0.25, 0.25, 0.25]);
});
