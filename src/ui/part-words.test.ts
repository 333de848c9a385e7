import { expect, it } from "vitest";
import { splitParts } from "../core/dataset/dataset.ts";
import { examplesOf, figureOf, onExamples, partTasks } from "./part-words.ts";

it("names a part with its number of examples, and without one before the split is made", () => {
  expect(onExamples("validation", 1000)).toBe("on 1,000 validation examples");
  expect(examplesOf("test", 1)).toBe("1 test example");
  expect(examplesOf("calibration", null)).toBe("calibration examples");
  expect(figureOf("test", "explained variance")).toBe("test explained variance");
});

it("gives every part a task of its own", () => {
  expect(new Set(splitParts.map((part) => partTasks[part])).size).toBe(3);
});
