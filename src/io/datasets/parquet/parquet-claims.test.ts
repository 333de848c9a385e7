import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { datasetOf } from "../../../../test/dataset-of.ts";

const fixture = (name: string) => new Uint8Array(readFileSync(`test/fixtures/arrays/${name}`));

describe("a Parquet table", () => {
  it("of numbers has its column of words as the label", async () => {
    const { dataset, failures } = await datasetOf({ "numbers.parquet": fixture("numbers.parquet") });
    expect(failures).toEqual([]);
    expect(dataset?.dataset).toMatchObject({ count: 40, shape: [3], classNames: ["cat", "dog", "eel"] });
    expect([...dataset!.dataset.inputs.slice(27, 30)]).toEqual([4.5, 2, 27]);
    expect([...dataset!.dataset.labels.slice(0, 4)]).toEqual([0, 1, 2, 0]);
  });

  it("of texts has the class names of its metadata", async () => {
    const { dataset } = await datasetOf({ "texts.parquet": fixture("texts.parquet") });
    expect(dataset?.dataset).toMatchObject({ count: 40, shape: [0], classNames: ["neg", "pos"] });
    expect(dataset?.dataset.texts?.[7]).toBe("this is the text of row number 7");
  });

  it("of pictures is decoded", async () => {
    const { dataset, failures } = await datasetOf({ "pictures.parquet": fixture("pictures.parquet") });
    expect(failures).toEqual([]);
    expect(dataset?.dataset).toMatchObject({ count: 6, shape: [4, 4, 3], labels: Int32Array.of(0, 1, 0, 1, 0, 1) });
    expect([...dataset!.dataset.inputs.slice(48, 54)]).toEqual([10, 0, 9, 10, 1, 9]);
  });

  it("in shards and parts is one dataset", async () => {
    const bytes = fixture("numbers.parquet");
    const { dataset } = await datasetOf({
      "test-00000-of-00001.parquet": bytes,
      "train-00001-of-00002.parquet": bytes,
      "train-00000-of-00002.parquet": bytes,
    });
    expect(dataset?.dataset.count).toBe(120);
    expect(dataset?.dataset.testRows).toHaveLength(40);
  });

  it("cut off or changed is damaged", async () => {
    const bytes = fixture("numbers.parquet");
    const changed = bytes.slice();
    changed.fill(0xff, 20, 60);
    for (const bad of [bytes.slice(0, 500), changed]) {
      const { dataset, failures } = await datasetOf({ "x.parquet": bad });
      expect(dataset).toBeNull();
      expect(failures).toMatchObject([{ kind: "file-damaged", where: "x.parquet" }]);
    }
  });
});
