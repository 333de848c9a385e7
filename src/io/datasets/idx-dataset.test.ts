import { describe, expect, it } from "vitest";
import { caughtFailure } from "../../../test/caught-failure.ts";
import { idxBytes } from "../../../test/idx-bytes.ts";
import { readIdxDataset } from "./idx-dataset.ts";

const pair = (dimensions: readonly number[], labels: readonly number[]) => ({
  images: { name: "images", bytes: idxBytes(dimensions) },
  labels: { name: "labels", bytes: idxBytes([labels.length], labels) },
});

describe("readIdxDataset", () => {
  it("keeps pixels as bytes and joins the test part behind the rest", () => {
    const dataset = readIdxDataset("d", pair([3, 2, 2], [0, 2, 1]), pair([2, 2, 2], [1, 1]));
    expect(dataset).toMatchObject({
      count: 5,
      shape: [2, 2],
      classNames: ["0", "1", "2"],
      testRows: Int32Array.of(3, 4),
    });
    expect(dataset.inputs).toBeInstanceOf(Uint8Array);
    expect([...dataset.inputs.slice(12)]).toEqual([0, 7, 14, 21, 28, 35, 42, 49]);
    expect([...dataset.labels]).toEqual([0, 2, 1, 1, 1]);
    expect(dataset.range).toEqual([0, 77]);
  });

  it("names no test rows where there is no test part", () => {
    expect("testRows" in readIdxDataset("d", pair([1, 2, 2], [0]), null)).toBe(false);
  });

  it.each([
    ["counts that differ", pair([3, 2, 2], [0, 1]), null, /3 images.*2 labels/],
    ["shapes that differ", pair([1, 2, 2], [0]), pair([1, 3, 3], [0]), /2 × 2.*3 × 3/],
    ["labels in the place of images", pair([3], [0, 1, 2]), null, /axes/],
    ["no images", pair([0, 2, 2], []), null, /no images/],
  ])("is a typed failure for %s", async (_, main, test, words) => {
    const failure = await caughtFailure(() => readIdxDataset("d", main, test));
    expect(failure.kind).toBe("dataset-invalid");
    expect(failure.message).toMatch(words);
  });
});
