import { expect, test } from "vitest";
import { allCoalitions } from "./all-coalitions.ts";
import { sumOfUnanimityGame } from "./sum-of-unanimity.ts";

test("the terms whose members are all there add up", async () => {
  const game = sumOfUnanimityGame(3, [
    { members: [], worth: 0.5 },
    { members: [0], worth: 1 },
    { members: [0, 2], worth: -3 },
  ]);
  // rows in the order 000, 100, 010, 110, 001, 101, 011, 111
  expect(Array.from(await game.values(allCoalitions(3)))).toEqual([0.5, 1.5, 0.5, 1.5, 0.5, -1.5, 0.5, -1.5]);
});
