import { describe, expect, it } from "vitest";
import type { Dataset } from "../dataset/dataset.ts";
import { splitRows } from "../dataset/split.ts";
import { learningRows } from "./learning-rows.ts";

const dataset: Dataset = {
  name: "numbers",
  count: 200,
  shape: [1],
  inputs: new Float32Array(200),
  labels: Int32Array.from({ length: 200 }, (_, row) => row % 3),
  classNames: ["0", "1", "2"],
  range: [0, 1],
};
const set = { ...dataset, testRows: Int32Array.from({ length: 50 }, (_, row) => 150 + row) };

describe.each([
  { title: "a split by seed", data: dataset, apart: 60 },
  { title: "the files' own test rows", data: set, apart: 50 },
])("with $title", ({ data, apart }) => {
  const split = splitRows(data, { calibration: 20, validation: 15, test: 10 }, 7);
  // every row that is set apart for testing, also those that are not read
  const { test } = splitRows(data, { calibration: 1, validation: 1, test: Infinity }, 7);

  it("reads calibration examples only as long as they are enough", () => {
    expect(learningRows(data, split, 7, 12)).toEqual(split.calibration.slice(0, 12));
    expect(learningRows(data, split, 7, 20)).toEqual(split.calibration);
  });

  it("goes on with rows that neither validate nor test", () => {
    const rows = learningRows(data, split, 7, 1000);
    expect(rows.slice(0, 20)).toEqual(split.calibration);
    expect(rows.length).toBe(200 - apart - 15);
    expect(new Set(rows).size).toBe(rows.length);
    const forbidden = new Set([...test, ...split.validation]);
    expect([...rows].filter((row) => forbidden.has(row))).toEqual([]);
    expect(learningRows(data, split, 7, 30)).toEqual(rows.slice(0, 30));
  });
});

it("learns from the training files last where all three parts come from the files' test rows", () => {
  const split = splitRows(set, { calibration: 5, validation: 4, test: 10 }, 7, "test-files");
  const { test } = splitRows(set, { calibration: 1, validation: 1, test: Infinity }, 7, "test-files");
  const rows = learningRows(set, split, 7, 1000);
  expect(rows.slice(0, 5)).toEqual(split.calibration);
  expect([...rows.slice(25 + 10 - 4)].sort((a, b) => a - b)).toEqual(Array.from({ length: 150 }, (_, row) => row));
  expect(new Set(rows).size).toBe(rows.length);
  const forbidden = new Set([...test, ...split.validation]);
  expect([...rows].some((row) => forbidden.has(row))).toBe(false);
});
