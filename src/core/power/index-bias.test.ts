import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import { biasOf } from "./index-bias.ts";

test("Banzhaf is the biased index at one half, Shapley has no bias", () => {
  expect(biasOf({ kind: "banzhaf" })).toBe(0.5);
  expect(biasOf({ kind: "biased-banzhaf", bias: 0.225 })).toBe(0.225);
  expect(biasOf({ kind: "shapley" })).toBeNull();
});

test("a bias that is no probability is refused", () => {
  for (const bias of [-0.1, 1.1, Number.NaN])
    expect(() => biasOf({ kind: "biased-banzhaf", bias })).toThrow(FailureError);
});
