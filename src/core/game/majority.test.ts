import { expect, test } from "vitest";
import { allCoalitions } from "./all-coalitions.ts";
import { majorityGame } from "./majority.ts";

test("of five players, sixteen coalitions hold three or more", async () => {
  const values = await majorityGame(5, 3).values(allCoalitions(5));
  expect(values.reduce((sum, value) => sum + value, 0)).toBe(16);
});
