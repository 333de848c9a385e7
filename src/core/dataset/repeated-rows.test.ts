import { expect, test } from "vitest";
import { seededRandom } from "../random/random-source.ts";
import { firstOccurrences } from "./repeated-rows.ts";

test("every row names the first row with the same bytes, whatever the length of a row", () => {
  for (const length of [1, 3, 4, 8]) {
    const distinct = Uint8Array.from({ length: 3 * length }, (_, place) => (place * 37 + 11) % 251);
    const rows = [0, 1, 0, 2, 1, 1];
    const inputs = Uint8Array.from(rows.flatMap((row) => [...distinct.subarray(row * length, (row + 1) * length)]));
    expect([...firstOccurrences({ count: 6, inputs })]).toEqual([0, 1, 0, 3, 1, 1]);
  }
});

test("agrees with comparing all pairs of rows, for floats and for bytes at an odd place of their buffer", () => {
  const random = seededRandom(3);
  for (const make of [
    (values: number[]) => Float32Array.from(values),
    (values: number[]) => Uint8Array.from([0, ...values]).subarray(1),
  ]) {
    const inputs = make(Array.from({ length: 200 * 4 }, () => random.integer(2)));
    const row = (at: number) => inputs.subarray(at * 4, at * 4 + 4).join();
    const expected = Array.from({ length: 200 }, (_, at) =>
      Array.from({ length: at + 1 }, (_, other) => other).findIndex((other) => row(other) === row(at)),
    );
    expect([...firstOccurrences({ count: 200, inputs })]).toEqual(expected);
  }
});

test("texts are compared as texts, and rows without any content are all different", () => {
  const none = new Float32Array(0);
  expect([...firstOccurrences({ count: 3, inputs: none, texts: ["a", "b", "a"] })]).toEqual([0, 1, 0]);
  expect([...firstOccurrences({ count: 3, inputs: none })]).toEqual([0, 1, 2]);
});
