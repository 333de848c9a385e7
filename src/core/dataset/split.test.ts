import { expect, test } from "vitest";
import { FailureError } from "../failure.ts";
import type { Dataset } from "./dataset.ts";
import { splitRows } from "./split.ts";

const all = { calibration: Infinity, validation: Infinity, test: Infinity };
const dataset = (count: number, testRows?: number[]): Dataset => ({
  name: "toy",
  count,
  shape: [1],
  inputs: new Float32Array(count),
  labels: Int32Array.from({ length: count }, (_, row) => row % 4),
  classNames: ["a", "b", "c", "d"],
  range: [0, 0],
  ...(testRows && { testRows: Int32Array.from(testRows) }),
});
const sorted = (rows: Int32Array) => [...rows].sort((a, b) => a - b);

test("without test rows, 50 / 20 / 30 percent of the rows, each row once", () => {
  const split = splitRows(dataset(1000), all, 7);
  expect([split.calibration.length, split.validation.length, split.test.length]).toEqual([500, 200, 300]);
  const together = Int32Array.from([...split.calibration, ...split.validation, ...split.test]);
  expect(sorted(together)).toEqual([...Array(1000).keys()]);
  expect(split.how).toContain("seed 7");
  expect(split.how).toContain("500 examples to calibrate, 200 to validate, 300 to test");
});

test("test rows of the files are the only ones tested on", () => {
  const own = [...Array(40).keys()].map((row) => row + 60);
  const split = splitRows(dataset(100, own), all, 7);
  expect(sorted(split.test)).toEqual(own);
  expect([...split.calibration, ...split.validation].every((row) => row < 60)).toBe(true);
  expect(split.calibration.length + split.validation.length).toBe(60);
  expect(split.how).toContain("set 40 examples apart");
});

test("files that hold only a test part are split by seed and the sentence says so", () => {
  const split = splitRows(dataset(100, [...Array(100).keys()]), all, 7);
  expect(split.test.length).toBe(30);
  expect(split.how).toContain("test part, so Quorum split them itself");
});

test("a part is cut to its wanted count without moving rows between parts", () => {
  const whole = splitRows(dataset(1000), all, 7);
  const cut = splitRows(dataset(1000), { calibration: 50, validation: 40, test: 60 }, 7);
  expect([cut.calibration.length, cut.validation.length, cut.test.length]).toEqual([50, 40, 60]);
  for (const part of ["calibration", "validation", "test"] as const)
    expect([...cut[part]].every((row) => whole[part].includes(row))).toBe(true);
});

test("parts are stratified by class", () => {
  const { calibration } = splitRows(dataset(1000), { ...all, calibration: 100 }, 7);
  const counts = [0, 0, 0, 0];
  for (const row of calibration) counts[row % 4]++;
  for (const count of counts) expect(Math.abs(count - 25)).toBeLessThanOrEqual(2);
});

test("another seed splits differently", () => {
  expect(splitRows(dataset(100), all, 1).test).not.toEqual(splitRows(dataset(100), all, 2).test);
});

test("three rows are enough and two are refused", () => {
  const { calibration, validation, test: tested } = splitRows(dataset(3), all, 1);
  expect([calibration.length, validation.length, tested.length]).toEqual([1, 1, 1]);
  expect(() => splitRows(dataset(2), all, 1)).toThrow(FailureError);
  expect(() => splitRows(dataset(9), { ...all, test: 0 }, 1)).toThrow(FailureError);
});

test("without labels the rows are shuffled plainly, and the sentence does not speak of classes", () => {
  const unlabelled = { ...dataset(1000), labels: new Int32Array(0), classNames: [] };
  const split = splitRows(unlabelled, all, 7);
  expect([split.calibration.length, split.validation.length, split.test.length]).toEqual([500, 200, 300]);
  const together = Int32Array.from([...split.calibration, ...split.validation, ...split.test]);
  expect(sorted(together)).toEqual([...Array(1000).keys()]);
  expect([...together]).not.toEqual([...Array(1000).keys()]);
  expect(split.how).toContain("shuffled by seed 7");
  expect(split.how).not.toContain("class");
  expect(splitRows(unlabelled, all, 7)).toEqual(split);
});
