import { describe, expect, it } from "vitest";
import { datasetOf } from "../../../../test/dataset-of.ts";
import { pngOf } from "../../../../test/png-bytes.ts";
import { hasShared, sharedFile } from "../../../../test/shared-file.ts";
import { writeZip } from "../../bytes/zip.ts";

const zipOf = (files: Readonly<Record<string, Uint8Array>>) =>
  writeZip(Object.entries(files).map(([path, bytes]) => ({ path, bytes })));
const red = (side = 4) => pngOf(side, side, () => [200, 10, 20, 255]);
const grey = (value: number) => pngOf(4, 4, (place) => [value + place, value + place, value + place, 255]);

describe("a zip of class folders", () => {
  it("is a dataset, the folders its classes in alphabetical order", async () => {
    const { dataset, failures } = await datasetOf({
      "p.zip": await zipOf({ "pets/dog/1.png": red(), "pets/cat/1.png": grey(10), "pets/cat/2.png": grey(20) }),
    });
    expect(failures).toEqual([]);
    expect(dataset?.dataset).toMatchObject({
      count: 3,
      shape: [4, 4, 3],
      classNames: ["cat", "dog"],
      labels: Int32Array.of(1, 0, 0),
    });
    expect([...dataset!.dataset.inputs.slice(0, 3)]).toEqual([200, 10, 20]);
  });

  it("has its test folder set apart, in one archive or two", async () => {
    const train = { "train/0/a.png": grey(1), "train/10/b.png": grey(2), "train/2/c.png": grey(3) };
    const test = { "test/10/d.png": grey(4), "test/2/e.png": grey(5) };
    const wanted = {
      count: 5,
      classNames: ["0", "2", "10"],
      labels: Int32Array.of(0, 2, 1, 2, 1),
      testRows: Int32Array.of(3, 4),
    };
    const one = await datasetOf({ "all.zip": await zipOf({ ...test, ...train }) });
    expect(one.dataset?.dataset).toMatchObject(wanted);
    const two = await datasetOf({ "test.zip": await zipOf(test), "train.zip": await zipOf(train) });
    expect(two.dataset?.dataset).toMatchObject(wanted);
    expect(two.kept.size).toBe(2);
  });

  it("of grey pictures has one channel", async () => {
    const { dataset, notes } = await datasetOf({ "g.zip": await zipOf({ "a/1.png": grey(1), "b/1.png": grey(100) }) });
    expect(dataset?.dataset.shape).toEqual([4, 4, 1]);
    expect([...dataset!.dataset.inputs.slice(14, 18)]).toEqual([15, 16, 100, 101]);
    expect(notes.join()).toMatch(/all pictures are grey/);
  });

  it("with pictures of several sizes has them resized to the most common one, said so", async () => {
    const { dataset, notes } = await datasetOf({
      "s.zip": await zipOf({ "a/1.png": red(4), "a/2.png": red(9), "b/1.png": red(4) }),
    });
    expect(dataset?.dataset.shape).toEqual([4, 4, 3]);
    expect([...dataset!.dataset.inputs.slice(48, 54)]).toEqual([200, 10, 20, 200, 10, 20]);
    expect(notes.join()).toMatch(/1 pictures of other sizes were resized to 4 × 4/);
  });

  it.each([
    [
      "a web page among them",
      { "b/1.png": new TextEncoder().encode("<html>404</html>") },
      "file-damaged",
      /b\/1\.png is a web page and no picture/,
    ],
    ["a picture cut off", { "b/1.png": red().slice(0, 60) }, "file-damaged", /b\/1\.png could not be decoded/],
    ["a picture of impossible size", { "b/1.png": pngHeader(60_000, 60_000) }, "file-too-large", /60000 × 60000/],
    ["one class only", { "a/2.png": red() }, "dataset-invalid", /no folders|one class/],
  ])("with %s is refused with its name", async (_, other, kind, words) => {
    const { dataset, failures } = await datasetOf({ "x.zip": await zipOf({ "a/1.png": red(), ...other }) });
    expect(dataset).toBeNull();
    expect(failures).toMatchObject([{ kind }]);
    expect(failures[0]?.message).toMatch(words);
  });

  it("does not take the few pictures beside something else", async () => {
    const zip = await zipOf({
      "a/1.png": red(),
      "b/2.png": red(),
      "x.csv": new TextEncoder().encode("1,2,0\n3,4,1\n"),
      "y.md": new TextEncoder().encode("hello\n"),
    });
    const { dataset } = await datasetOf({ "repo.zip": zip });
    expect(dataset?.dataset).toMatchObject({ count: 2, shape: [2] });
  });
});

function pngHeader(width: number, height: number): Uint8Array {
  const bytes = red().slice();
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return bytes;
}

describe.skipIf(!hasShared("data/cifar10"))("the shared zip of 10,000 JPEG pictures", () => {
  it("is read within seconds, close to what another decoder made of them", async () => {
    const start = performance.now();
    const { dataset, failures } = await datasetOf({
      "cifar10-test-jpeg.zip": sharedFile("data/cifar10/cifar10-test-jpeg.zip"),
    });
    expect(performance.now() - start).toBeLessThan(30_000);
    expect(failures).toEqual([]);
    const { inputs, labels, ...rest } = dataset!.dataset;
    expect(rest).toMatchObject({ count: 10_000, shape: [32, 32, 3] });
    const other = (await datasetOf({ "x.npz": sharedFile("data/cifar10/cifar10-test2000-jpeg-decoded.npz") })).dataset!
      .dataset;
    // picture k of class c stands at 10 k + c there
    let difference = 0;
    for (let k = 0; k < 200; k++)
      for (let c = 0; c < 10; c++) {
        expect(labels[c * 1000 + k]).toBe(other.labels[10 * k + c]);
        for (let i = 0; i < 3072; i++)
          difference += Math.abs(inputs[(c * 1000 + k) * 3072 + i]! - other.inputs[(10 * k + c) * 3072 + i]!);
      }
    expect(difference / (2000 * 3072)).toBeLessThan(2);
  });
});
