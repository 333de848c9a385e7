import { describe, expect, it } from "vitest";
import { caughtFailure } from "../../../test/caught-failure.ts";
import type { Dataset } from "../../core/dataset/dataset.ts";
import { readCsvDataset } from "./csv-dataset.ts";
import { joinDatasets } from "./join-datasets.ts";
import { partOf } from "./part-of.ts";

const joined = (train: Dataset, test: Dataset) =>
  joinDatasets([
    { dataset: test, part: "test" },
    { dataset: train, part: "train" },
  ]);
const table = (name: string, text: string) => readCsvDataset(name, text).dataset;

describe("a training and a test table", () => {
  it("are told by their names", () => {
    expect(partOf("digits-test.csv.gz")).toEqual({ whole: "digits-*.csv.gz", part: "test" });
    expect(partOf("Train.csv")).toEqual({ whole: "*.csv", part: "train" });
    expect(partOf("latest.csv")).toBeNull();
    expect(partOf("contest_results.csv")).toBeNull();
  });

  it("become one dataset with the test rows set apart, classes matched by name", () => {
    const train = table("train.csv", "a,b,kind\n1,2,cat\n3,4,dog\n5,6,eel\n7,8,cat\n");
    const test = table("test.csv", "a,b,kind\n9,10,eel\n11,12,dog\n");
    const both = joined(train, test);
    expect(both.count).toBe(6);
    expect([...(both.testRows ?? [])]).toEqual([4, 5]);
    expect([...both.labels].map((label) => both.classNames[label])).toEqual(["cat", "dog", "eel", "cat", "eel", "dog"]);
    expect([...both.inputs.slice(8)]).toEqual([9, 10, 11, 12]);
    expect(both.range).toEqual([1, 12]);
  });

  it("are refused where columns or classes differ", async () => {
    const train = table("train.csv", "a,b,kind\n1,2,cat\n3,4,dog\n5,6,dog\n");
    const wide = table("test.csv", "a,b,c,kind\n1,2,3,cat\n3,4,5,dog\n");
    const foreign = table("test.csv", "a,b,kind\n1,2,cat\n3,4,fox\n");
    expect((await caughtFailure(() => joined(train, wide))).message).toContain("3 numbers a row");
    expect((await caughtFailure(() => joined(train, foreign))).message).toContain('"fox"');
  });
});
