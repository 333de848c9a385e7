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
  expect([cut.unread, whole.unread]).toEqual([240, 0]);
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

/** Rows that differ, but for those that are said to be copies of others. */
const withCopies = (count: number, copies: readonly (readonly [number, number])[], testRows?: number[]): Dataset => {
  const inputs = Float32Array.from({ length: count }, (_, row) => row);
  for (const [row, of] of copies) inputs[row] = of;
  return { ...dataset(count, testRows), inputs };
};
const apart = (count: number, from: number) => Array.from({ length: count }, (_, row) => from + row);

test("a test example that occurs among the others is left out and counted", () => {
  const data = withCopies(
    100,
    [
      [70, 3],
      [80, 59],
    ],
    apart(40, 60),
  );
  const split = splitRows(data, all, 7);
  expect(split.copies?.test).toEqual({ found: 2, of: 40, leftOut: true });
  expect(split.test.length).toBe(38);
  expect([...split.test]).not.toContain(70);
  expect(split.calibration.length + split.validation.length).toBe(60);
});

test("where no example occurs twice, the parts are what they were for that seed", () => {
  const split = splitRows(withCopies(20, []), all, 7);
  expect([...split.test]).toEqual([9, 6, 15, 16, 13, 11]);
  expect(split.copies?.validation).toEqual({ found: 0, of: 4, leftOut: false });
});

test("a validation example that ranks, too, is left out, and one that occurs twice in a part stays", () => {
  const plain = splitRows(withCopies(100, []), all, 7);
  const [one = 0, other = 0] = plain.validation;
  const ranking = plain.calibration[0] ?? 0;
  const split = splitRows(withCopies(100, [[one, ranking]]), all, 7);
  expect([...split.validation]).toEqual([...plain.validation].slice(1));
  expect(splitRows(withCopies(100, [[one, other]]), all, 7).validation).toEqual(plain.validation);
});

test("copies are only counted where leaving them out would change what a part measures", () => {
  const few = apart(4, 60).map((row) => [row, row - 60] as const);
  const many = apart(5, 60).map((row) => [row, row - 60] as const);
  expect(splitRows(withCopies(100, few, apart(40, 60)), all, 7).test.length).toBe(36);
  const split = splitRows(withCopies(100, many, apart(40, 60)), all, 7);
  expect(split.test.length).toBe(40);
  expect(split.copies?.test).toEqual({ found: 5, of: 40, leftOut: false });
});

test("all three parts come from the files' test rows where the person asks for it", () => {
  const split = splitRows(withCopies(200, [], apart(100, 100)), all, 7, "test-files");
  expect(split.rankedFrom).toBe("test-files");
  expect([split.calibration.length, split.validation.length, split.test.length]).toEqual([50, 20, 30]);
  const together = Int32Array.from([...split.calibration, ...split.validation, ...split.test]);
  expect(sorted(together)).toEqual(apart(100, 100));
  expect(split.how).toContain("as you chose");
});

test("asking for the files' test rows changes nothing where there are none", () => {
  const data = withCopies(100, []);
  expect(splitRows(data, all, 7, "test-files")).toEqual(splitRows(data, all, 7));
  expect(splitRows(data, all, 7).rankedFrom).toBeNull();
  expect(splitRows(withCopies(100, [], apart(40, 60)), all, 7).rankedFrom).toBe("training-files");
});
