import { expect, test } from "vitest";
import type { OutputKind, Outputs } from "./evaluator.ts";
import { probabilitiesOf, votesOf } from "./predictions.ts";

const outputs = (kind: OutputKind, width: number, values: number[]): Outputs => ({
  rows: 1,
  examples: values.length / width,
  width,
  kind,
  values: Float32Array.from(values),
});

test("logits become a softmax, also where exp would overflow", () => {
  const { values } = probabilitiesOf(outputs("logits", 3, [1000, 1000, -1000, 0, Math.log(2), Math.log(5)]));
  const expected = [0.5, 0.5, 0, 1 / 8, 2 / 8, 5 / 8];
  expected.forEach((p, i) => {
    expect(values[i]).toBeCloseTo(p, 6);
  });
});

test("log-probabilities are exponentiated and probabilities are left alone", () => {
  const p = [0.25, 0.75];
  expect([...probabilitiesOf(outputs("log-probabilities", 2, p.map(Math.log))).values]).toEqual(p);
  const given = outputs("probabilities", 2, p);
  expect(probabilitiesOf(given).values).toBe(given.values);
});

test("a sigmoid becomes two columns and votes above one half", () => {
  const binary = outputs("binary", 1, [0.25, 0.5, 0.75]);
  expect(probabilitiesOf(binary)).toMatchObject({ examples: 3, classes: 2 });
  expect([...probabilitiesOf(binary).values]).toEqual([0.75, 0.25, 0.5, 0.5, 0.25, 0.75]);
  expect([...votesOf(binary)]).toEqual([0, 0, 1]);
});

test("votes go to the largest output, to the lowest class on a tie", () => {
  expect([...votesOf(outputs("logits", 3, [-3, -1, -2, 4, 1, 4]))]).toEqual([1, 0]);
});

test("more than 256 classes still get their own votes", () => {
  const values = new Array(300).fill(0);
  values[299] = 1;
  expect([...votesOf(outputs("probabilities", 300, values))]).toEqual([299]);
});
