import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { stratifiedOrder } from "./stratified-order.ts";

const labels = Int32Array.from({ length: 1000 }, (_, row) => (row < 700 ? 0 : row < 900 ? 1 : 2));
const rows = Int32Array.from(labels.keys());

test("every row comes once, in an order that the seed decides", () => {
  const order = stratifiedOrder(rows, labels, seededRandom(1));
  expect([...order].sort((a, b) => a - b)).toEqual([...rows]);
  expect(stratifiedOrder(rows, labels, seededRandom(1))).toEqual(order);
  expect(stratifiedOrder(rows, labels, seededRandom(2))).not.toEqual(order);
});

test("any stretch holds the classes in their shares to within two rows", () => {
  const order = stratifiedOrder(rows, labels, seededRandom(3));
  for (const [from, to] of [
    [0, 100],
    [100, 350],
    [613, 1000],
  ] as const) {
    const counts = [0, 0, 0];
    for (const row of order.subarray(from, to)) counts[labels[row]]++;
    [0.7, 0.2, 0.1].forEach((share, label) => {
      expect(Math.abs(counts[label] - share * (to - from))).toBeLessThanOrEqual(2);
    });
  }
});

test("the order within a class is not the file's", () => {
  const first = [...stratifiedOrder(rows, labels, seededRandom(4))].filter((row) => labels[row] === 2);
  expect(first).not.toEqual([...first].sort((a, b) => a - b));
});
