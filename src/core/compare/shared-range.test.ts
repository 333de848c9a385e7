import { expect, it } from "vitest";
import { sharedRange } from "./shared-range.ts";

it("takes what all curves reach where there is such a range", () => {
  expect(
    sharedRange([
      [10, 200],
      [40, 226],
    ]),
  ).toEqual([40, 200]);
});

it("leaves out the run that meets the others in its target only, however wide it is", () => {
  const building = [2, 60] as const;
  expect(sharedRange([building, [60, 226], [60, 200]])).toEqual([60, 200]);
  expect(sharedRange([building, [60, 226]])).toBeNull();
});

it("takes the widest of ranges that equally many reach, and one curve's own where there is only one", () => {
  expect(
    sharedRange([
      [0, 10],
      [0, 10],
      [20, 90],
      [20, 90],
    ]),
  ).toEqual([20, 90]);
  expect(sharedRange([[3, 30]])).toEqual([3, 30]);
  expect(sharedRange([[3, 3]])).toBeNull();
});
