import { expect, test } from "vitest";
import { seededRandom } from "./random-source.ts";
import { randomPermutation, shuffle } from "./shuffle.ts";

test("a shuffle changes the order in place and keeps the values", () => {
  const values = Int32Array.from({ length: 100 }, (_, i) => 3 * i);
  const shuffled = shuffle(values, seededRandom(1));
  expect(shuffled).toBe(values);
  expect(Array.from(values)).not.toEqual(Array.from({ length: 100 }, (_, i) => 3 * i));
  expect(Array.from(values).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => 3 * i));
});

test("one seed gives one permutation", () => {
  expect(randomPermutation(50, seededRandom("a"))).toEqual(randomPermutation(50, seededRandom("a")));
  expect(randomPermutation(50, seededRandom("a"))).not.toEqual(randomPermutation(50, seededRandom("b")));
});

test("all 24 orders of four things are about equally frequent", () => {
  const random = seededRandom(7);
  const counts = new Map<string, number>();
  const draws = 24_000;
  for (let k = 0; k < draws; k++) {
    const key = randomPermutation(4, random).join("");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  // 99.9 % point of chi-square with 23 degrees of freedom
  expect(chiSquare).toBeLessThan(49.73);
});

test("nothing and one thing are left alone", () => {
  expect(randomPermutation(0, seededRandom(1)).length).toBe(0);
  expect(Array.from(randomPermutation(1, seededRandom(1)))).toEqual([0]);
});
