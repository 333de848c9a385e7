import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { randomPermutation } from "../random/shuffle.ts";
import { bestAssignment, classOrderOf, crossOrdered, orderByName } from "./class-order.ts";

/** Largest sum over all assignments, by trying them all. */
function bestByForce(gain: Float64Array, rows: number, columns: number, row = 0, taken = new Set<number>()): number {
  if (row === rows) return 0;
  let best = Number.NEGATIVE_INFINITY;
  for (let column = 0; column < columns; column++) {
    if (taken.has(column)) continue;
    const rest = bestByForce(gain, rows, columns, row + 1, new Set([...taken, column]));
    best = Math.max(best, gain[row * columns + column] + rest);
  }
  return best;
}

test.each([
  [1, 1],
  [3, 3],
  [4, 6],
  [6, 6],
])("the best assignment of %d rows to %d columns is what trying all of them finds", (rows, columns) => {
  const random = seededRandom(7, `${rows} ${columns}`);
  for (let round = 0; round < 20; round++) {
    const gain = Float64Array.from({ length: rows * columns }, () => random.integer(9));
    const found = bestAssignment(gain, rows, columns);
    expect(new Set(found).size).toBe(rows);
    const sum = found.reduce((total, column, row) => total + gain[row * columns + column], 0);
    expect(sum).toBe(bestByForce(gain, rows, columns));
  }
});

test("a permuted network's order is found, on examples that did not help to find it", () => {
  const random = seededRandom(3, "votes");
  const order = randomPermutation(10, random);
  const labels = Array.from({ length: 200 }, (_, i) => i % 10);
  const votes = labels.map((label) => (random.uniform() < 0.9 ? order[label] : random.integer(10)));
  expect([...classOrderOf(labels, votes, 10, 10)]).toEqual([...order]);
  const right = crossOrdered(labels, votes, 10, 10).reduce((sum, each) => sum + each, 0);
  expect(right).toBeGreaterThan(165);
});

test("votes by chance stay chance under any order found on others", () => {
  const random = seededRandom(4, "noise");
  const labels = Array.from({ length: 200 }, (_, i) => i % 10);
  const votes = labels.map(() => random.integer(10));
  expect(crossOrdered(labels, votes, 10, 10).reduce((sum, each) => sum + each, 0)).toBeLessThan(45);
});

test("classes that were not seen keep their own number where it is free", () => {
  expect([...classOrderOf([0, 0, 1, 1], [1, 1, 0, 0], 4, 4)]).toEqual([1, 0, 2, 3]);
});

test("names that are numbers name outputs only where they say something new", () => {
  expect(orderByName(["1", "2", "3"], 4)).toEqual([1, 2, 3]);
  expect(orderByName(["0", "1"], 4)).toBeNull();
  expect(orderByName(["1", "2"], 2)).toBeNull();
  expect(orderByName(["1", "9"], 4)).toBeNull();
  expect(orderByName(["1", "x"], 4)).toBeNull();
});
