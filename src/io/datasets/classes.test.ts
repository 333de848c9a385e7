import { describe, expect, it } from "vitest";
import { classesOfIndices, classesOfNumbers, classesOfWords } from "./classes.ts";

describe("class indices", () => {
  it.each([
    ["numbers from 0 as they are", [2, 0, 1], [2, 0, 1], ["0", "1", "2"]],
    ["numbers from 0 with a class that has no row", [0, 1, 3], [0, 1, 3], ["0", "1", "2", "3"]],
    ["numbers from 1 moved down", [1, 3, 2], [0, 2, 1], ["1", "2", "3"]],
    ["any other numbers in ascending order", [4, 2, 4], [1, 0, 1], ["2", "4"]],
    ["-1 and 1", [-1, 1], [0, 1], ["-1", "1"]],
  ])("are %s", (_, values, labels, classNames) => {
    expect(classesOfNumbers(values)).toEqual({ labels: Int32Array.from(labels), classNames });
  });

  it("of an IDX file never move, even without a zero", () => {
    expect(classesOfIndices([1, 3])).toEqual({ labels: Int32Array.of(1, 3), classNames: ["0", "1", "2", "3"] });
  });

  it("of words follow the alphabet, and __proto__ is a word like any other", () => {
    expect(classesOfWords(["spam", "ham", "__proto__", "spam"])).toEqual({
      labels: Int32Array.of(2, 1, 0, 2),
      classNames: ["__proto__", "ham", "spam"],
    });
  });
});
