import { expect, test } from "vitest";
import { seededRandom } from "./random-source.ts";
import { subsetDrawer } from "./random-subset.ts";

test("a subset has the size that was asked for, from nobody to everybody", () => {
  const draw = subsetDrawer(9, seededRandom(1));
  for (let size = 0; size <= 9; size++) {
    const row = new Uint8Array(9);
    draw(row, size);
    expect(row.reduce((sum, member) => sum + member, 0)).toBe(size);
  }
});

test.each([2, 4])("all subsets of %i of six are about equally frequent, whatever was drawn before", (size) => {
  const draw = subsetDrawer(6, seededRandom(3));
  const counts = new Map<string, number>();
  const draws = 15_000;
  for (let k = 0; k < draws; k++) {
    draw(new Uint8Array(6), 1 + (k % 5));
    const row = new Uint8Array(6);
    draw(row, size);
    const key = row.join("");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(counts.size).toBe(15);
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  // 99.9 % point of chi-square with 14 degrees of freedom
  expect(chiSquare).toBeLessThan(36.12);
});
