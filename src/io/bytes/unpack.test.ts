import { describe, expect, it } from "vitest";
import { gzipped } from "../../../test/idx-bytes.ts";
import { hasShared, sharedFile } from "../../../test/shared-file.ts";
import { tarOf } from "../../../test/tar-bytes.ts";
import { sourceOfBytes } from "./byte-source.ts";
import { unpack } from "./unpack.ts";
import { writeZip } from "./zip.ts";

const text = (content: string) => new TextEncoder().encode(content) as Uint8Array<ArrayBuffer>;
const zip = async (files: Record<string, string>) =>
  new Uint8Array(await writeZip(Object.entries(files).map(([path, content]) => ({ path, bytes: text(content) }))));
const kinds = async (name: string, bytes: Uint8Array<ArrayBuffer>) => {
  const { files, failures } = await unpack([sourceOfBytes(name, bytes)]);
  expect(failures).toEqual([]);
  return files.map(({ path, recognised }) => `${path}: ${recognised.kind}`);
};
const keras = { "config.json": "{}", "metadata.json": "{}", "model.weights.h5": "x" };
const pytorch = { "net/data.pkl": "x", "net/data/0": "y", "net/version": "3" };

describe("formats that are zips themselves", () => {
  it("stay whole: Keras 3, PyTorch and npz", async () => {
    expect(await kinds("a.zip", await zip(keras))).toEqual(["a.zip: keras"]);
    expect(await kinds("a", await zip({ ...keras, "model.weights.h5": "", "model.weights.npz": "x" }))).toEqual([
      "a: keras",
    ]);
    expect(await kinds("net.pt", await zip(pytorch))).toEqual(["net.pt: pytorch"]);
    expect(await kinds("d.npz", await zip({ "x.npy": "x", "y.npy": "y" }))).toEqual(["d.npz: npz"]);
  });

  it("stay whole inside another zip, a gzip and a tar", async () => {
    const inner = new Uint8Array(await zip(keras));
    const outer = new Uint8Array(await writeZip([{ path: "m/net.keras", bytes: inner }]));
    expect(await kinds("all.zip", outer)).toEqual(["m/net.keras: keras"]);
    expect(await kinds("net.keras.gz", await gzipped(inner))).toEqual(["net.keras: keras"]);
    expect(await kinds("all.tar", tarOf({ "m/net.keras": inner }))).toEqual(["m/net.keras: keras"]);
  });

  it("give back their own bytes", async () => {
    const bytes = await zip(pytorch);
    const { files } = await unpack([sourceOfBytes("net.pt", bytes)]);
    expect(await files[0]!.bytes()).toEqual(bytes);
  });

  it("are not mistaken for an archive that merely holds such files deeper", async () => {
    expect(await kinds("x.zip", await zip({ "m/config.json": "{}", "m/model.weights.h5": "w" }))).toEqual([
      "m/config.json: json",
      "m/model.weights.h5: text",
    ]);
  });
});

describe("archives", () => {
  it("are opened: zip, tar and tar.gz", async () => {
    const files = { "d/a.csv": "1,2\n3,4\n", "d/readme": "hello" };
    const found = ["d/a.csv: csv", "d/readme: text"];
    expect(await kinds("d.zip", await zip(files))).toEqual(found);
    const tar = tarOf({ "d/a.csv": text(files["d/a.csv"]), "d/readme": text("hello") });
    expect(await kinds("d.tar", tar)).toEqual(found);
    expect(await kinds("d.tar.gz", await gzipped(tar))).toEqual(found);
  });

  it("within archives are named, not followed", async () => {
    const inner = await zip({ "a.csv": "1,2\n" });
    const outer = new Uint8Array(await writeZip([{ path: "inner.zip", bytes: inner }]));
    expect(await kinds("outer.zip", outer)).toEqual(["inner.zip: zip"]);
    expect(await kinds("a.zip.gz", await gzipped(inner))).toEqual(["a.zip: zip"]);
  });

  it("keep pictures packed until someone asks for them", async () => {
    const { files } = await unpack([
      sourceOfBytes("p.zip", await zip({ "cat/1.png": "no picture", "dog/2.JPG": "x" })),
    ]);
    expect(files.map(({ recognised, size }) => [recognised.kind, size])).toEqual([
      ["png", 10],
      ["jpeg", 1],
    ]);
    expect(await files[0]!.bytes()).toEqual(text("no picture"));
  });

  it("that are broken spoil nothing else", async () => {
    const { files, failures } = await unpack([
      sourceOfBytes("cut.zip", (await zip({ a: "x" })).slice(0, 40)),
      sourceOfBytes("t.csv", text("1,2\n")),
    ]);
    expect(files).toHaveLength(1);
    expect(failures).toMatchObject([{ kind: "file-damaged", where: "cut.zip" }]);
  });
});

describe.skipIf(!hasShared("models"))("the shared models", () => {
  it.each([
    ["keras3-fashion-mlp/fashion_mnist.keras", "keras"],
    ["keras3-spam-avg-embedding/spam_model.keras", "keras"],
    ["keras3-spam-avg-embedding/sms_encoded.npz", "npz"],
    ["pytorch-mnist-burn/mnist.pt", "pytorch"],
    ["pytorch-resnet20-cifar10/resnet20-12fca82f.th", "pickle"],
    ["keras3-spam-avg-embedding/tokenizer.json", "tokenizer"],
    ["keras-h5-lenet/mnist.h5", "hdf5"],
  ])("%s is %s", async (path, kind) => {
    const name = path.split("/")[1]!;
    expect(await kinds(name, sharedFile(`models/${path}`))).toEqual([`${name}: ${kind}`]);
  });

  it("keep PyTorch's files readable though it writes two end records", async () => {
    const { readZip } = await import("./zip.ts");
    const entries = await readZip("mnist.pt", sharedFile("models/pytorch-mnist-burn/mnist.pt"));
    expect(entries).toHaveLength(24);
    expect(entries.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBe(1_509_597);
  });
});
