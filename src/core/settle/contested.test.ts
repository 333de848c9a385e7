import { expect, test } from "vitest";
import { contestedOf } from "./contested.ts";
import { statesOf } from "./three-states.ts";

const estimate = (power: number[], standardError: number[]) => ({
  power: Float64Array.from(power),
  standardError: Float64Array.from(standardError),
  degreesOfFreedom: Infinity,
  evaluations: 100,
});
const certainty = { tolerance: 0, level: 0.95 };

test("is the undecided and whoever keeps them so from beyond the cut", () => {
  // player 1 is known well, but 2 and 3 may lie above it
  const some = estimate([5, 3, 2.6, 2.5, 0], [0.1, 0.01, 0.3, 0.3, 0.1]);
  expect([...statesOf(some, 2, certainty)]).toEqual([1, 0, 0, 0, 2]);
  expect([...contestedOf(some, 2, certainty)]).toEqual([1, 2, 3]);
  const sure = estimate([5, 3, 2.6, 1, 0], [0.1, 0.01, 0.05, 0.8, 0.1]);
  expect([...statesOf(sure, 3, certainty)]).toEqual([1, 1, 0, 0, 2]);
  // player 1 is kept, but its place is not sure enough to decide that of player 3, who may lie above it
  expect([...contestedOf(sure, 3, certainty)]).toEqual([1, 2, 3]);
});

test("nobody is contested once all is settled", () => {
  expect(contestedOf(estimate([3, 2, 1], [0, 0, 0]), 1, certainty)).toHaveLength(0);
});
