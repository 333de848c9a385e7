import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import type { MaskedPredictions } from "./masked-predictions.ts";
import { addMask, bandOf, emptyTally } from "./tally.ts";

const [masks, examples, classes] = [7, 5, 3];
const random = seededRandom(1);
const rows: MaskedPredictions[] = Array.from({ length: masks }, () => {
  const probabilities = new Float32Array(examples * classes);
  const votes = new Uint8Array(examples);
  for (let x = 0; x < examples; x++) {
    const weights = Array.from({ length: classes }, () => random.uniform());
    const sum = weights.reduce((a, b) => a + b);
    probabilities.set(
      weights.map((weight) => weight / sum),
      x * classes,
    );
    votes[x] = weights.indexOf(Math.max(...weights));
  }
  return { probabilities, votes, accuracy: random.uniform() };
});

const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const variance = (values: number[]) =>
  values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1);
const entropy = (values: number[]) => -values.reduce((sum, p) => sum + p * Math.log(p), 0);
const each = (count: number) => [...Array(count).keys()];

test("the five statistics agree with their definitions, mask by mask", () => {
  const tally = emptyTally(examples, classes);
  for (const row of rows) addMask(tally, row);
  const { uncertainty } = bandOf(tally, 0.5);
  const cell = (x: number, c: number) => rows.map((row) => row.probabilities[x * classes + c]);
  const meanPrediction = (x: number) => each(classes).map((c) => mean(cell(x, c)));
  const expected = {
    "vote-disagreement": mean(
      each(examples).map(
        (x) => 1 - Math.max(...each(classes).map((c) => rows.filter((row) => row.votes[x] === c).length)) / masks,
      ),
    ),
    "predictive-variance": mean(
      each(examples).map((x) => each(classes).reduce((sum, c) => sum + variance(cell(x, c)), 0)),
    ),
    "predictive-entropy": mean(each(examples).map((x) => entropy(meanPrediction(x)))),
    "mutual-information": mean(
      each(examples).map(
        (x) =>
          entropy(meanPrediction(x)) -
          mean(rows.map((row) => entropy([...row.probabilities.subarray(x * classes, (x + 1) * classes)]))),
      ),
    ),
    "payoff-deviation": Math.sqrt(variance(rows.map((row) => row.accuracy))),
  };
  for (const [name, value] of Object.entries(expected))
    expect(uncertainty[name as keyof typeof expected], name).toBeCloseTo(value, 10);
});

test("masks that all answer alike leave no uncertainty but the entropy of the answer", () => {
  const tally = emptyTally(examples, classes);
  for (let k = 0; k < 4; k++) addMask(tally, rows[0]!);
  const band = bandOf(tally, 1);
  expect(band.uncertainty["vote-disagreement"]).toBe(0);
  expect(band.uncertainty["payoff-deviation"]).toBe(0);
  expect(band.uncertainty["predictive-variance"]).toBeCloseTo(0, 12);
  expect(band.uncertainty["mutual-information"]).toBeCloseTo(0, 12);
  expect(band.uncertainty["predictive-entropy"]).toBeGreaterThan(0.1);
  expect(band.quantiles).toEqual(Array(5).fill(rows[0]!.accuracy));
});
