import { expect, it } from "vitest";
import { noisyEstimate } from "./noisy-estimate.ts";

const estimate = {
  power: Float64Array.of(1, 2),
  standardError: Float64Array.of(0.3, Number.NaN),
  degreesOfFreedom: 20,
  evaluations: 100,
};
const examples = Float64Array.of(0.4, 0.2);

it("adds the two noises in quadrature", () => {
  expect(Array.from(noisyEstimate(estimate, examples, "both").standardError)).toEqual([0.5, Number.NaN]);
});

it("shows the choice of examples alone, by a normal quantile", () => {
  const shown = noisyEstimate(estimate, examples, "examples");
  expect(shown.standardError).toBe(examples);
  expect(shown.degreesOfFreedom).toBe(Number.POSITIVE_INFINITY);
});

it("falls back to the sampling noise where the other is not known", () => {
  expect(noisyEstimate(estimate, null, "both")).toBe(estimate);
});
