import { expect, test } from "vitest";
import { complementPairs } from "./complement-pairs.ts";
import { conjugateGradients } from "./conjugate-gradients.ts";
import { estimatorFor } from "./estimator-for.ts";
import { exactEnumeration } from "./exact-enumeration.ts";
import { leastSquares } from "./least-squares.ts";
import { pairedLeverage } from "./paired-leverage.ts";

test("each index has its default, and every default supports its index", () => {
  expect(estimatorFor({ kind: "shapley" })).toBe(pairedLeverage);
  expect(estimatorFor({ kind: "banzhaf" })).toBe(complementPairs);
  expect(estimatorFor({ kind: "biased-banzhaf", bias: 0.225 })).toBe(leastSquares);
});

test("a game whose coalitions all fit into the budget is enumerated", () => {
  expect(estimatorFor({ kind: "shapley" }, { players: 10, evaluations: 1024 })).toBe(exactEnumeration);
  expect(estimatorFor({ kind: "shapley" }, { players: 10, evaluations: 1023 })).toBe(pairedLeverage);
  expect(estimatorFor({ kind: "shapley" }, { players: 16, evaluations: 1e9 })).toBe(pairedLeverage);
});

test("above 3,000 players no Gram matrix is factored", () => {
  for (const index of [{ kind: "shapley" }, { kind: "banzhaf" }, { kind: "biased-banzhaf", bias: 0.2 }] as const) {
    expect(estimatorFor(index, { players: 3001, evaluations: 1e5 })).toBe(conjugateGradients);
    expect(estimatorFor(index, { players: 3000, evaluations: 1e5 })).not.toBe(conjugateGradients);
  }
});
