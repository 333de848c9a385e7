import { expect, test } from "vitest";
import { coalitionSizes } from "./coalition-sizes.ts";

test("Shapley joins every size equally often", () => {
  expect(Array.from(coalitionSizes({ kind: "shapley" }, 3))).toEqual([0.25, 0.25, 0.25, 0.25]);
});

test("Banzhaf joins sizes binomially", () => {
  const sizes = coalitionSizes({ kind: "banzhaf" }, 4);
  [1, 4, 6, 4, 1].forEach((count, s) => {
    expect(sizes[s]).toBeCloseTo(count / 16, 15);
  });
});

test("tiny probabilities keep their relative precision", () => {
  const sizes = coalitionSizes({ kind: "biased-banzhaf", bias: 0.225 }, 100);
  expect(sizes[100] / 0.225 ** 100).toBeCloseTo(1, 11);
  expect(sizes[0] / 0.775 ** 100).toBeCloseTo(1, 11);
});

test("a bias of zero joins nobody, a bias of one joins everybody", () => {
  expect(Array.from(coalitionSizes({ kind: "biased-banzhaf", bias: 0 }, 2))).toEqual([1, 0, 0]);
  expect(Array.from(coalitionSizes({ kind: "biased-banzhaf", bias: 1 }, 2))).toEqual([0, 0, 1]);
  expect(Array.from(coalitionSizes({ kind: "shapley" }, 0))).toEqual([1]);
});
