import { expect, it } from "vitest";
import { repeated } from "./repeated.ts";

it("reads the same element again along axes of length 1", () => {
  expect([...repeated([1, 3], [2, 3])]).toEqual([0, 1, 2, 0, 1, 2]);
  expect([...repeated([2, 1], [2, 3])]).toEqual([0, 0, 0, 1, 1, 1]);
  expect([...repeated([2, 1, 2], [2, 2, 2])]).toEqual([0, 1, 0, 1, 2, 3, 2, 3]);
  expect([...repeated([1, 1], [2, 2])]).toEqual([0, 0, 0, 0]);
});

it("aligns fewer axes with the last ones", () => {
  expect([...repeated([2], [2, 2])]).toEqual([0, 1, 0, 1]);
  expect([...repeated([], [3])]).toEqual([0, 0, 0]);
});
