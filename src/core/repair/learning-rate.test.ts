import { expect, it } from "vitest";
import { learningRate } from "./learning-rate.ts";

it("falls from the whole rate to a tenth of it along a cosine, or stays", () => {
  expect(learningRate("cosine", 0.01, 0, 10)).toBeCloseTo(0.01);
  expect(learningRate("cosine", 0.01, 5, 10)).toBeCloseTo(0.0055);
  expect(learningRate("cosine", 0.01, 10, 10)).toBeCloseTo(0.001);
  expect(learningRate("constant", 0.01, 7, 10)).toBe(0.01);
});
