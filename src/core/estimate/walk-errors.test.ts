import { expect, test } from "vitest";
import { RunningMoments } from "../stats/running-moments.ts";
import { fewestWalks, walkErrors } from "./walk-errors.ts";

function momentsOf(values: readonly number[]): RunningMoments {
  const moments = new RunningMoments();
  for (const value of values) moments.add(value);
  return moments;
}

test("two walks that agree claim no interval of width 0; many that agree do; a spread is claimed as it is", () => {
  const many = new Array<number>(fewestWalks).fill(0.3);
  const errors = walkErrors([momentsOf([0.3, 0.3]), momentsOf(many), momentsOf([0.2, 0.4])]);
  expect(errors[0]).toBeNaN();
  expect(errors[1]).toBe(0);
  expect(errors[2]).toBeCloseTo(0.1, 12);
});
