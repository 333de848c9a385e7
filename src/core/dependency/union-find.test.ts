import { expect, it } from "vitest";
import { unionFind } from "./union-find.ts";

it("joins sets, each named by its smallest member", () => {
  const sets = unionFind();
  for (let i = 0; i < 6; i++) expect(sets.add()).toBe(i);
  sets.union(4, 2);
  sets.union(5, 4);
  sets.union(1, 3);
  expect([0, 1, 2, 3, 4, 5].map(sets.find)).toEqual([0, 1, 2, 1, 2, 2]);
  sets.union(3, 5);
  expect([0, 1, 2, 3, 4, 5].map(sets.find)).toEqual([0, 1, 1, 1, 1, 1]);
});
