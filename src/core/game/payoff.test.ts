import { expect, test } from "vitest";
import type { Outputs } from "./evaluator.ts";
import { correctCountsOf, payoffsOf } from "./payoff.ts";

const outputs: Outputs = {
  rows: 2,
  examples: 2,
  width: 2,
  kind: "probabilities",
  values: Float32Array.of(0.75, 0.25, 0.5, 0.5, 1, 0, 0, 1),
};
const labels = Int32Array.of(0, 1);

test("accuracy is the share of examples voted right, a row each", () => {
  expect([...correctCountsOf(outputs, labels)]).toEqual([1, 2]);
  expect([...payoffsOf(outputs, labels, "accuracy")]).toEqual([0.5, 1]);
});

test("true-class probability is averaged over the examples", () => {
  expect([...payoffsOf(outputs, labels, "true-class-probability")]).toEqual([0.625, 1]);
});

test("log-likelihood is in nats and floored at 1e-7", () => {
  const [first, second] = payoffsOf(outputs, labels, "log-likelihood");
  expect(first).toBeCloseTo((Math.log(0.75) + Math.log(0.5)) / 2, 12);
  expect(second).toBe(0);
  expect(payoffsOf(outputs, Int32Array.of(0, 0), "log-likelihood")[1]).toBeCloseTo(Math.log(1e-7) / 2, 12);
});
