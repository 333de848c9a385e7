import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Dataset, rankFroms } from "../dataset/dataset.ts";
import { firstOccurrences } from "../dataset/repeated-rows.ts";
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

describe("whatever the data, the counts and the seed", () => {
  const counts = fc.record({
    calibration: fc.integer({ min: 1, max: 80 }),
    validation: fc.integer({ min: 1, max: 80 }),
    test: fc.integer({ min: 1, max: 80 }),
  });
  /** Few different values make many copies, many make few. */
  const datasets = fc
    .record({
      count: fc.integer({ min: 3, max: 90 }),
      values: fc.constantFrom(1, 2, 8, 100, 10_000),
      classes: fc.integer({ min: 0, max: 4 }),
      apart: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }),
      salt: fc.integer({ min: 0, max: 1_000_000 }),
    })
    .map(({ count, values, classes, apart, salt }): Dataset => {
      const scattered = (row: number) => (Math.imul(row + salt, 2654435761) >>> 7) % 10_007;
      const testRows = Int32Array.from({ length: count }, (_, row) => row).filter(
        (row) => scattered(row + 5000) / 10_007 < (apart ?? 0),
      );
      return {
        ...dataset,
        count,
        inputs: Float32Array.from({ length: count }, (_, row) => scattered(row) % values),
        labels: Int32Array.from({ length: classes === 0 ? 0 : count }, (_, row) => scattered(row + 999) % classes),
        ...(apart === null ? {} : { testRows }),
      };
    });
  const cases = [datasets, counts, fc.integer(), fc.constantFrom(...rankFroms)] as const;
  const everything = { calibration: Infinity, validation: Infinity, test: Infinity };

  it("no row is in two parts, nor learnt from where it chooses or reports", () => {
    fc.assert(
      fc.property(...cases, fc.integer({ min: 1, max: 120 }), (data, wanted, seed, from, learnt) => {
        const split = splitRows(data, wanted, seed, from);
        const parts = [...split.calibration, ...split.validation, ...split.test];
        expect(new Set(parts).size).toBe(parts.length);
        expect(Math.min(split.calibration.length, split.validation.length, split.test.length)).toBeGreaterThan(0);
        const rows = learningRows(data, split, seed, learnt);
        const { test } = splitRows(data, everything, seed, from);
        const forbidden = new Set([...split.validation, ...test]);
        expect(rows.some((row) => forbidden.has(row))).toBe(false);
        expect(new Set(rows).size).toBe(rows.length);
        expect(rows.slice(0, split.calibration.length)).toEqual(split.calibration.slice(0, learnt));
      }),
      { numRuns: 300 },
    );
  });

  it("no copy of a test or validation example ranks or is learnt from, unless it is said how many do", () => {
    fc.assert(
      fc.property(...cases, (data, wanted, seed, from) => {
        const split = splitRows(data, wanted, seed, from);
        const first = firstOccurrences(data);
        const seen = new Set(Array.from(learningRows(data, split, seed, data.count), (row) => first[row]));
        const ranked = new Set(Array.from(split.calibration, (row) => first[row]));
        const copies = (rows: Int32Array, of: Set<number | undefined>) =>
          rows.filter((row) => of.has(first[row])).length;
        const { validation, test } = split.copies!;
        if (validation.found === 0 || validation.leftOut) expect(copies(split.validation, ranked)).toBe(0);
        if (test.found === 0 || test.leftOut) expect(copies(split.test, seen)).toBe(0);
        expect(copies(split.test, seen)).toBeLessThanOrEqual(test.found);
      }),
      { numRuns: 300 },
    );
  });

  it("which part a row belongs to does not depend on the counts", () => {
    fc.assert(
      fc.property(...cases, (data, wanted, seed, from) => {
        const [cut, whole] = [splitRows(data, wanted, seed, from), splitRows(data, everything, seed, from)];
        for (const part of ["calibration", "validation", "test"] as const)
          expect(cut[part]).toEqual(whole[part].slice(0, wanted[part]));
      }),
      { numRuns: 200 },
    );
  });
});
