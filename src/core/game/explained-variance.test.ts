import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import type { Outputs } from "./evaluator.ts";
import { explainedVariancesOf } from "./explained-variance.ts";

const outputs = (width: number, ...rows: number[][]): Outputs => ({
  rows: rows.length,
  examples: rows[0]!.length / width,
  width,
  kind: "logits",
  values: Float32Array.from(rows.flat()),
});

test("the truth itself is worth 1, also when shifted, and a constant 0", () => {
  const values = explainedVariancesOf(outputs(1, [1, 2, 4], [11, 12, 14], [5, 5, 5]), Float32Array.of(1, 2, 4));
  expect([...values]).toEqual([1, 1, 0]);
});

test("there is no floor: the opposite of the truth is worth -3", () => {
  const [value] = explainedVariancesOf(outputs(1, [-1, -2, -4]), Float32Array.of(1, 2, 4));
  expect(value).toBeCloseTo(-3, 12);
});

test("several outputs are averaged, those whose targets never vary left out", () => {
  const targets = Float32Array.of(1, 0, 7, 2, 4, 7, 3, 2, 7);
  const [value] = explainedVariancesOf(outputs(3, [1, 9, 0, 2, 9, 1, 3, 9, 5]), targets);
  expect(value).toBeCloseTo(0.5, 12);
});

test("targets without any variance are refused", () => {
  expect(() => explainedVariancesOf(outputs(1, [1, 2]), Float32Array.of(3, 3))).toThrow(FailureError);
});
