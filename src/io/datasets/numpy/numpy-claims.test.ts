import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { datasetOf } from "../../../../test/dataset-of.ts";
import { npyBytes } from "../../../../test/npy-bytes.ts";
import { writeZip } from "../../bytes/zip.ts";

const npz = async (arrays: Readonly<Record<string, Uint8Array>>) =>
  writeZip(Object.entries(arrays).map(([name, bytes]) => ({ path: `${name}.npy`, bytes })));
const xs = (n: number, ...shape: number[]) =>
  npyBytes(
    "<f4",
    [n, ...shape],
    Array.from({ length: n * shape.reduce((a, b) => a * b, 1) }, (_, i) => i / 8),
  );
const ys = (...labels: number[]) => npyBytes("<i8", [labels.length], labels);

describe("an .npz file", () => {
  it("of NumPy's own making has its test part set apart", async () => {
    const { dataset, notes, failures } = await datasetOf({
      "data.npz": new Uint8Array(readFileSync("test/fixtures/arrays/train-test.npz")),
    });
    expect(failures).toEqual([]);
    expect(dataset?.dataset).toMatchObject({
      count: 3,
      shape: [3, 4],
      testRows: Int32Array.of(2),
      labels: Int32Array.of(0, 1, 1),
    });
    expect(dataset?.dataset.inputs[13]).toBe(13);
    expect(notes.join()).toMatch(/x_train are the inputs and y_train the labels \(train\)/);
  });

  it.each([
    ["X and y", { X: xs(3, 2), y: ys(0, 1, 0) }],
    ["data and target", { data: xs(3, 2), target: ys(0, 1, 0) }],
    ["images and labels", { labels: ys(0, 1, 0), images: xs(3, 2) }],
    ["arr_0 and arr_1", { arr_0: xs(3, 2), arr_1: ys(0, 1, 0) }],
    ["names of no meaning", { beta: ys(0, 1, 0), alpha: xs(3, 2) }],
    ["labels in a column", { x: xs(3, 2), y: npyBytes("<i8", [3, 1], [0, 1, 0]) }],
    ["one-hot labels", { x: xs(3, 2), y: npyBytes("<f4", [3, 2], [1, 0, 0, 1, 1, 0]) }],
  ])("of %s is understood", async (_, arrays) => {
    const { dataset, failures } = await datasetOf({ "d.npz": await npz(arrays) });
    expect(failures).toEqual([]);
    expect(dataset?.dataset).toMatchObject({
      count: 3,
      shape: [2],
      labels: Int32Array.of(0, 1, 0),
      classNames: ["0", "1"],
    });
  });

  it("with four unnamed arrays has its second pair for testing", async () => {
    const { dataset } = await datasetOf({
      "d.npz": await npz({ arr_0: xs(3, 2), arr_1: ys(0, 1, 0), arr_2: xs(2, 2), arr_3: ys(1, 1) }),
    });
    expect(dataset?.dataset).toMatchObject({ count: 5, testRows: Int32Array.of(3, 4) });
  });

  it("with training, validation and test parts reports on the test part", async () => {
    const { dataset, notes } = await datasetOf({
      "medmnist.npz": await npz({
        train_images: xs(3, 2),
        val_images: xs(1, 2),
        test_images: xs(2, 2),
        train_labels: ys(0, 1, 0),
        val_labels: ys(1),
        test_labels: ys(0, 1),
      }),
    });
    expect(dataset?.dataset).toMatchObject({ count: 6, testRows: Int32Array.of(4, 5) });
    expect(notes.join()).toMatch(/validation examples left among those/);
  });

  it("with its colours first is turned, and said so", async () => {
    const values = Array.from({ length: 2 * 3 * 8 * 8 }, (_, i) => i % 200);
    const { dataset, notes } = await datasetOf({
      "d.npz": await npz({ x: npyBytes("|u1", [2, 3, 8, 8], values), y: ys(0, 1) }),
    });
    expect(dataset?.dataset.shape).toEqual([8, 8, 3]);
    expect([...dataset!.dataset.inputs.slice(0, 6)]).toEqual([0, 64, 128, 1, 65, 129]);
    expect(notes.join()).toMatch(/colours first, 3 × 8 × 8, and was turned to 8 × 8 × 3/);
  });

  it("with fractions for labels is a regression", async () => {
    const { dataset } = await datasetOf({ "d.npz": await npz({ x: xs(2, 2), y: npyBytes("<f8", [2], [0.5, 1.25]) }) });
    expect(dataset?.dataset).toMatchObject({ targets: Float32Array.of(0.5, 1.25), classNames: [] });
  });

  it.each([
    ["a negative label", { x: xs(2, 2), y: ys(0, -1) }, /label -1/, /label 1$/],
    ["counts that differ", { x: xs(3, 2), y: ys(0, 1) }, /3 examples.*2 labels/, /: y$/],
    [
      "NaN among the inputs",
      { x: npyBytes("<f4", [2, 1], [1, Number.NaN]), y: ys(0, 1) },
      /NaN as a value of example 1/,
      /example 1, value 1/,
    ],
    ["NaN among the labels", { x: xs(2, 2), y: npyBytes("<f4", [2], [0, Number.NaN]) }, /NaN as a label/, /label 1/],
    ["no examples", { x: npyBytes("<f4", [0, 2], []), y: npyBytes("<i8", [0], []) }, /no examples/, /: x$/],
  ])("with %s is refused at its place", async (_, arrays, words, place) => {
    const { dataset, failures } = await datasetOf({ "d.npz": await npz(arrays) });
    expect(dataset).toBeNull();
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({ kind: "dataset-invalid" });
    expect(failures[0]?.message).toMatch(words);
    expect(failures[0]?.where).toMatch(place);
  });
});

describe("loose .npy files", () => {
  it("are a dataset together, in any order", async () => {
    const { dataset, missing } = await datasetOf({
      "y_test.npy": ys(1),
      "x_train.npy": xs(2, 2),
      "x_test.npy": xs(1, 2),
      "y_train.npy": ys(0, 1),
    });
    expect(missing).toEqual([]);
    expect(dataset?.dataset).toMatchObject({ count: 3, testRows: Int32Array.of(2), labels: Int32Array.of(0, 1, 1) });
  });

  it("wait for each other", async () => {
    const alone = await datasetOf({ "x.npy": xs(2, 2) });
    expect(alone.missing).toEqual(["the labels of the 2 examples in x.npy"]);
    expect(alone.dataset?.dataset.labels).toHaveLength(0);
    const labels = await datasetOf({ "y.npy": ys(0, 1) });
    expect(labels.dataset).toBeNull();
    expect(labels.kept.size).toBe(1);
  });
});
