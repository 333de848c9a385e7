import { expect, test } from "vitest";
import { additiveGame } from "./additive.ts";
import { allCoalitions } from "./all-coalitions.ts";

test("members bring their worth on top of the constant", async () => {
  expect(Array.from(await additiveGame([1, 10], 0.5).values(allCoalitions(2)))).toEqual([0.5, 1.5, 10.5, 11.5]);
});
