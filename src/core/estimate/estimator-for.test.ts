import { expect, test } from "vitest";
import { antitheticPermutations } from "./antithetic-permutations.ts";
import { complementPairs } from "./complement-pairs.ts";
import { estimatorFor } from "./estimator-for.ts";
import { exactEnumeration } from "./exact-enumeration.ts";
import { leastSquares } from "./least-squares.ts";

test("each index has its default, and every default supports its index", () => {
  expect(estimatorFor({ kind: "shapley" })).toBe(antitheticPermutations);
  expect(estimatorFor({ kind: "banzhaf" })).toBe(complementPairs);
  expect(estimatorFor({ kind: "biased-banzhaf", bias: 0.225 })).toBe(leastSquares);
});

test("a game whose coalitions all fit into the budget is enumerated", () => {
  expect(estimatorFor({ kind: "shapley" }, { players: 10, evaluations: 1024 })).toBe(exactEnumeration);
  expect(estimatorFor({ kind: "shapley" }, { players: 10, evaluations: 1023 })).toBe(antitheticPermutations);
  expect(estimatorFor({ kind: "shapley" }, { players: 16, evaluations: 1e9 })).toBe(antitheticPermutations);
});
