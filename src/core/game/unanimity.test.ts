import { expect, test } from "vitest";
import { allCoalitions } from "./all-coalitions.ts";
import { unanimityGame } from "./unanimity.ts";

test("only coalitions with all of T are worth something", async () => {
  const all = allCoalitions(4);
  const values = await unanimityGame(4, [1, 3]).values(all);
  values.forEach((value, row) => {
    expect(value).toBe(all.members[row * 4 + 1] * all.members[row * 4 + 3]);
  });
});
