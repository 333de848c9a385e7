import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import type { Outputs } from "./evaluator.ts";
import { correctCountsOf, payoffs, payoffsFor, payoffsOf } from "./payoff.ts";

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

/** Three classes, the second rare: rows that vote 0 0 0 0, and 0 0 1 2, against the labels 0 0 0 1. */
const skewed: Outputs = {
  rows: 2,
  examples: 4,
  width: 3,
  kind: "logits",
  values: Float32Array.from([0, 0, 0, 0, 0, 0, 1, 2].flatMap((vote) => [0, 1, 2].map((k) => (k === vote ? 1 : 0)))),
};
const rare = Int32Array.of(0, 0, 0, 1);

test("balanced accuracy is the mean recall over the classes that are there", () => {
  const [first, second] = payoffsOf(skewed, rare, "balanced-accuracy");
  expect(first).toBeCloseTo((1 + 0) / 2, 12);
  expect(second).toBeCloseTo((2 / 3 + 0) / 2, 12);
});

test("macro F1 is the mean F1 over the classes that are there", () => {
  const [first, second] = payoffsOf(skewed, rare, "macro-f1");
  expect(first).toBeCloseTo((6 / 7 + 0) / 2, 12);
  expect(second).toBeCloseTo((4 / 5 + 0) / 2, 12);
});

test("agreement is the share of examples voted as the votes that are handed in", () => {
  expect([...payoffsOf(skewed, Int32Array.of(0, 0, 1, 2), "agreement")]).toEqual([0.5, 1]);
});

test("a single sigmoid output has two classes under every payoff", () => {
  const sigmoid: Outputs = {
    rows: 1,
    examples: 4,
    width: 1,
    kind: "binary",
    values: Float32Array.of(0.25, 0.75, 0.75, 0.5),
  };
  const truth = Int32Array.of(0, 1, 0, 0);
  expect(payoffsOf(sigmoid, truth, "accuracy")[0]).toBe(0.75);
  expect(payoffsOf(sigmoid, truth, "agreement")[0]).toBe(0.75);
  expect(payoffsOf(sigmoid, truth, "balanced-accuracy")[0]).toBeCloseTo((2 / 3 + 1) / 2, 12);
  expect(payoffsOf(sigmoid, truth, "macro-f1")[0]).toBeCloseTo((4 / 5 + 2 / 3) / 2, 12);
  expect(payoffsOf(sigmoid, truth, "true-class-probability")[0]).toBeCloseTo((0.75 + 0.75 + 0.25 + 0.5) / 4, 7);
  expect(payoffsOf(sigmoid, truth, "log-likelihood")[0]).toBeCloseTo(
    (2 * Math.log(0.75) + Math.log(0.25) + Math.log(0.5)) / 4,
    7,
  );
});

test("which payoffs can be measured follows from what is known of the examples", () => {
  expect(payoffsFor({ labels: [0, 1] })).not.toContain("explained-variance");
  expect(payoffsFor({ labels: [0, 1] })).toHaveLength(payoffs.length - 1);
  expect(payoffsFor({ labels: [] })).toEqual(["agreement"]);
  expect(payoffsFor({ labels: [], targets: new Float32Array(1) })).toEqual(["explained-variance"]);
});

test("payoff and truth that do not go together are refused", () => {
  const targets = { kind: "values", targets: Float32Array.of(1, 2), width: 1 } as const;
  expect(() => payoffsOf(outputs, targets, "accuracy")).toThrow(FailureError);
  expect(() => payoffsOf(outputs, labels, "explained-variance")).toThrow(FailureError);
  expect(() => payoffsOf(outputs, targets, "explained-variance")).toThrow(/gives 2 numbers/);
  expect(() => payoffsOf(outputs, new Int32Array(0), "macro-f1")).toThrow(/0 labels for 2/);
});
