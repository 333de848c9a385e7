import { beforeAll, describe, expect, it } from "vitest";
import { gzipped, idxBytes } from "../../test/idx-bytes.ts";
import { dense, input, lenet, network } from "../../test/layers.ts";
import { hasShared, sharedFile } from "../../test/shared-file.ts";
import { zipModel } from "../../test/zip-model.ts";
import { assemble } from "./assemble.ts";
import { type ByteSource, sourceOfBlob, sourceOfBytes } from "./bytes/byte-source.ts";
import { sha256 } from "./bytes/sha256.ts";
import { writeZip } from "./bytes/zip.ts";
import { encodeLayersModel } from "./models/tfjs-layers/tfjs-layers-encode.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
const file = (name: string, bytes: Uint8Array | string): ByteSource =>
  sourceOfBlob(name, new Blob([typeof bytes === "string" ? bytes : new Uint8Array(bytes)]));

const tiny = network(input([3]), dense("d", "input", 3, 2, "softmax"));
const files = encodeLayersModel(tiny, null);
const json = file("model.json", files["model.json"]);
const shard = file("group1-shard1of1.bin", files.shards[0]!.bytes);
const table = file("t.csv", "1,2,3,0\n4,5,6,1\n");

describe("assemble: a model", () => {
  it.each([
    ["model.json first", [json, shard]],
    ["weights first", [shard, json]],
    ["with a table in between", [shard, table, json]],
  ])("is found with loose files, %s", async (_, sources) => {
    const { model, missing, failures, kept } = await assemble(sources);
    expect(model?.model.layers).toEqual(tiny.layers);
    expect(model?.hash).toBe(await sha256(bytesOf(files["model.json"]), files.shards[0]!.bytes));
    expect(model?.fileBytes).toBe(json.size + shard.size);
    expect({ missing, failures }).toEqual({ missing: [], failures: [] });
    expect(kept).toEqual(sources);
  });

  it("is found in a zip, with the same hash as the loose files", async () => {
    const loose = await assemble([json, shard]);
    const zipped = await assemble([
      file("net.zip", await zipModel(files, { "run.json": '{"quorum": 1}', "README.md": "hello" })),
    ]);
    expect(zipped.model?.hash).toBe(loose.model?.hash);
    expect(zipped.model?.model.name).toBe("net");
    expect(zipped.failures).toEqual([]);
    expect(zipped.notes.join()).toMatch(
      /not needed were run\.json \(the record of a Quorum run\), README\.md \(a text\)/,
    );
  });

  it("waits for its weights, and they for it", async () => {
    const half = await assemble([json]);
    expect(half).toMatchObject({ model: null, failures: [], missing: ["group1-shard1of1.bin, named by model.json"] });
    expect((await assemble([...half.kept, shard])).model).not.toBeNull();
    const other = await assemble([shard]);
    expect(other.missing).toEqual(["the model.json or ONNX model that names the weights file group1-shard1of1.bin"]);
    expect(other.failures).toEqual([]);
    expect((await assemble([...other.kept, json])).model).not.toBeNull();
  });

  it("has its weights in several files, recognised by name in any order, and by size after renaming", async () => {
    const wide = encodeLayersModel(lenet(), null);
    const description = JSON.parse(wide["model.json"]);
    description.weightsManifest[0].paths = ["b.bin", "a.bin"];
    const all = wide.shards[0]!.bytes;
    const parts = [
      file("a.bin", all.slice(1000)),
      file("model.json", JSON.stringify(description)),
      file("b.bin", all.slice(0, 1000)),
    ];
    expect((await assemble(parts)).model?.model.layers).toEqual(lenet().layers);
    const renamed = [file("model (1).json", wide["model.json"]), file("download", all)];
    expect((await assemble(renamed)).model?.model.layers).toEqual(lenet().layers);
  });

  it("gives way to a later one, each with weights of one and the same name", async () => {
    const other = encodeLayersModel(network(input([3]), dense("e", "input", 3, 5)), null);
    const [nextJson, nextShard] = [
      file("model.json", other["model.json"]),
      file("group1-shard1of1.bin", other.shards[0]!.bytes),
    ];
    const first = await assemble([json, shard]);
    const between = await assemble([...first.kept, nextJson]);
    expect(between.model?.model.output).toBe("d");
    expect(between.missing).toEqual(["group1-shard1of1.bin, named by model.json"]);
    const last = await assemble([...between.kept, nextShard]);
    expect(last.model?.model.output).toBe("e");
    expect(last.kept).toEqual([nextJson, nextShard]);
    const reversed = await assemble([...first.kept, nextShard, nextJson]);
    expect(reversed.model?.model.output).toBe("e");
  });

  it("stays when a later one fails, and the later one is done with", async () => {
    const foreign = files["model.json"].replace('"Dense"', '"Lambda"');
    const { model, failures, kept } = await assemble([
      json,
      shard,
      file("bad/model.json", foreign),
      file("bad/group1-shard1of1.bin", files.shards[0]!.bytes),
    ]);
    expect(model?.model.output).toBe("d");
    expect(failures).toMatchObject([{ kind: "model-unsupported" }]);
    expect(kept).toEqual([json, shard]);
  });

  it("names weights that are cut off and takes whole ones afterwards", async () => {
    const cut = file("group1-shard1of1.bin", files.shards[0]!.bytes.slice(0, 20));
    const { model, failures, kept } = await assemble([json, cut]);
    expect(model).toBeNull();
    expect(failures).toMatchObject([{ kind: "file-damaged", where: "group1-shard1of1.bin" }]);
    expect(failures[0]?.message).toMatch(/20 bytes.*32/);
    expect((await assemble([...kept, shard])).model).not.toBeNull();
  });

  it("with NaN in its weights is refused with the tensor's name", async () => {
    const values = new Float32Array(8).fill(Number.NaN);
    const { failures } = await assemble([json, file("group1-shard1of1.bin", new Uint8Array(values.buffer))]);
    expect(failures).toMatchObject([{ kind: "model-invalid", where: "model.json, d/kernel, element 0" }]);
  });
});

describe("assemble: a dataset", () => {
  const images = file("train-images-idx3-ubyte", idxBytes([4, 2, 2]));
  const labels = file("train-labels-idx1-ubyte", idxBytes([4], [0, 1, 2, 1]));
  let packed: ByteSource[] = [];
  beforeAll(async () => {
    packed = [
      file("t10k-images-idx3-ubyte.gz", await gzipped(idxBytes([2, 2, 2]))),
      file("t10k-labels-idx1-ubyte.gz", await gzipped(idxBytes([2], [0, 2]))),
    ];
  });

  it("is a table, packed or not", async () => {
    const { dataset, notes } = await assemble([table]);
    expect(dataset?.dataset).toMatchObject({ name: "t.csv", count: 2, shape: [3] });
    expect(dataset?.hash).toBe(await sha256(await table.bytes()));
    expect(notes.join()).toMatch(/label is column 4/);
    const gz = await assemble([file("t.csv.gz", await gzipped(await table.bytes()))]);
    expect(gz.dataset?.hash).toBe(dataset?.hash);
  });

  it("is IDX images and labels, packed or not, with a test part in any order", async () => {
    const { dataset, missing, failures } = await assemble([packed[1]!, labels, images, packed[0]!]);
    expect(dataset?.dataset).toMatchObject({
      count: 6,
      shape: [2, 2],
      testRows: Int32Array.of(4, 5),
      labels: Int32Array.of(0, 1, 2, 1, 0, 2),
    });
    expect({ missing, failures }).toEqual({ missing: [], failures: [] });
  });

  it("waits for the labels of its images, while the one before stays", async () => {
    const { dataset, missing, kept } = await assemble([table, images]);
    expect(dataset?.dataset.name).toBe("t.csv");
    expect(missing).toEqual(["the labels of the 4 images in train-images-idx3-ubyte"]);
    const then = await assemble([...kept, labels]);
    expect(then.dataset?.dataset.count).toBe(4);
    expect(then.kept).toEqual([images, labels]);
  });

  it("is images alone until their labels come, in either order, and the labels stay missing", async () => {
    const { dataset, missing, notes, kept, failures } = await assemble([images]);
    expect(dataset?.dataset).toMatchObject({ count: 4, shape: [2, 2], labels: new Int32Array(0), classNames: [] });
    expect(missing).toEqual(["the labels of the 4 images in train-images-idx3-ubyte"]);
    expect(notes.join()).toMatch(/without labels.*agreement with the full network/);
    expect(failures).toEqual([]);
    const then = await assemble([...kept, labels]);
    expect(then.dataset?.dataset.labels).toEqual(Int32Array.of(0, 1, 2, 1));
    expect(then.dataset?.hash).not.toBe(dataset?.hash);
    const first = await assemble([labels]);
    expect(first.dataset).toBeNull();
    expect((await assemble([...first.kept, images])).dataset?.hash).toBe(then.dataset?.hash);
  });

  it("waits where the labels are those of other images", async () => {
    const { dataset, missing } = await assemble([images, file("train-labels-idx1-ubyte", idxBytes([3], [0, 1, 2]))]);
    expect(dataset).toBeNull();
    expect(missing).toHaveLength(2);
  });

  it("is a table with targets for a regression", async () => {
    const { dataset, notes } = await assemble([file("r.csv", "1,2,0.5\n4,5,1.5\n")]);
    expect(dataset?.dataset.targets).toEqual(Float32Array.of(0.5, 1.5));
    expect(notes.join()).toMatch(/a target each.*regression/);
  });

  it("stays when a later one fails", async () => {
    const { dataset, failures, kept } = await assemble([images, labels, file("gap.csv", "a,label\n,1\n2,0\n")]);
    expect(dataset?.dataset.count).toBe(4);
    expect(failures).toMatchObject([{ kind: "dataset-invalid" }]);
    expect(kept).toEqual([images, labels]);
  });

  it("comes with the model in one zip", async () => {
    const zip = await writeZip([
      { path: "m/model.json", bytes: bytesOf(files["model.json"]) },
      { path: "m/group1-shard1of1.bin", bytes: files.shards[0]!.bytes },
      { path: "data/t.csv", bytes: await table.bytes() },
    ]);
    const { model, dataset } = await assemble([file("all.zip", zip)]);
    expect([model?.model.output, dataset?.dataset.count]).toEqual(["d", 2]);
  });
});

describe("assemble: files that are something else", () => {
  it.each([
    [
      "a web page named model.json",
      file("model.json", "<!DOCTYPE html><title>404</title>"),
      /model\.json is a web page.*expected was a tfjs LayersModel/,
    ],
    ["a picture", file("a.png", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)), /a\.png is a PNG picture/],
    [
      "a Git LFS pointer",
      file("w.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"),
      /Git LFS pointer/,
    ],
    ["nothing at all", file("model.json", ""), /an empty file/],
    ["JSON of another kind", file("model.json", '{"a": 1}'), /JSON file without a model/],
    ["JSON that is cut off", file("model.json", files["model.json"].slice(0, 300)), /not valid JSON/],
    ["JSON that nests too deep", file("model.json", "[".repeat(100_000)), /nests deeper/],
    [
      "a GraphModel without nodes",
      file("model.json", '{"format":"graph-model","modelTopology":{"node":[]},"weightsManifest":[]}'),
      /graph has no output/,
    ],
    ["IDX values cut off", file("train-images", idxBytes([9, 4, 4]).slice(0, 90)), /160 bytes in all, but has 90/],
    [
      "IDX of a wrong magic number",
      file("train-images-idx3-ubyte", Uint8Array.of(0, 0, 7, 3, 0, 0, 0, 1, 0, 0, 0, 1)),
      null,
    ],
  ])("%s gets a sentence, and what was loaded stays", async (_, bad, words) => {
    const { model, dataset, failures, missing, kept } = await assemble([json, shard, table, bad]);
    expect([model?.model.output, dataset?.dataset.count]).toEqual(["d", 2]);
    if (words === null) expect(missing.join()).toMatch(/train-images-idx3-ubyte/);
    else {
      expect(failures).toHaveLength(1);
      expect(failures[0]?.message).toMatch(words);
      expect(kept).toEqual([json, shard, table]);
    }
  });

  it("of a zip without any use are listed", async () => {
    const zip = await writeZip([
      { path: "a/picture.png", bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10) },
    ]);
    const { failures } = await assemble([file("p.zip", zip), file("e.zip", await writeZip([]))]);
    expect(failures.map(({ message }) => message)).toEqual([
      expect.stringMatching(/e\.zip holds no files/),
      expect.stringMatching(/p\.zip holds a\/picture\.png \(a PNG picture\)/),
    ]);
  });

  it("in place of the weights do not pass for them", async () => {
    const { model, failures, missing } = await assemble([json, file("group1-shard1of1.bin", "<html>not found</html>")]);
    expect(model).toBeNull();
    expect(failures[0]?.message).toMatch(/group1-shard1of1\.bin is a web page/);
    expect(missing).toEqual(["group1-shard1of1.bin, named by model.json"]);
  });

  it("that cannot be read any more are a failure of their own", async () => {
    const gone: ByteSource = {
      ...sourceOfBytes("gone.csv", new Uint8Array(3)),
      slice: () => Promise.reject(new Error("gone")),
    };
    expect((await assemble([table, gone])).failures).toHaveLength(1);
  });

  it("too large to read are refused before they are read", async () => {
    const blob = { size: 2 ** 31, slice: () => new Blob(["1,2\n3,4\n"]) } as unknown as Blob;
    expect((await assemble([sourceOfBlob("big.csv", blob)])).failures).toMatchObject([
      { kind: "file-too-large", where: "big.csv" },
    ]);
  });
});

describe.skipIf(!hasShared("models/tfjs-layers-digits-cnn") || !hasShared("data/mnist"))(
  "assemble: the shared files",
  () => {
    const folder = "models/tfjs-layers-digits-cnn";
    const shared = (folderOf: string, name: string) => file(name, sharedFile(`${folderOf}/${name}`));
    const parts = () => [shared(folder, "group1-shard1of1.bin"), shared(folder, "model.json")];

    it("are the digits network, loose in any order, in its whole folder, or zipped", async () => {
      const [weights, description] = parts();
      const loose = await assemble([weights!, description!]);
      expect(loose.model?.model.layers).toHaveLength(9);
      const whole = await assemble([
        shared(folder, "README.md"),
        shared(folder, "layers.json"),
        description!,
        weights!,
      ]);
      expect(whole.model?.hash).toBe(loose.model?.hash);
      expect(whole.failures.map(({ where }) => where)).toEqual(["README.md", "layers.json"]);
      const zip = await writeZip([
        { path: "digits/model.json", bytes: await description!.bytes() },
        { path: "digits/group1-shard1of1.bin", bytes: await weights!.bytes() },
      ]);
      expect((await assemble([file("digits.zip", zip)])).model?.hash).toBe(loose.model?.hash);
    });

    it("are MNIST with its 10,000 test images set apart", async () => {
      const names = [
        "t10k-images-idx3-ubyte.gz",
        "t10k-labels-idx1-ubyte.gz",
        "train-images-idx3-ubyte.gz",
        "train-labels-idx1-ubyte.gz",
      ];
      const { dataset, failures, missing } = await assemble(names.map((name) => shared("data/mnist", name)));
      expect({ failures, missing }).toEqual({ failures: [], missing: [] });
      expect(dataset?.dataset).toMatchObject({ count: 70_000, shape: [28, 28], range: [0, 255] });
      expect([dataset?.dataset.testRows?.[0], dataset?.dataset.testRows?.length]).toEqual([60_000, 10_000]);
      expect([...(dataset?.dataset.labels.slice(0, 5) ?? [])]).toEqual([5, 0, 4, 1, 9]);
      expect([...(dataset?.dataset.labels.slice(60_000, 60_005) ?? [])]).toEqual([7, 2, 1, 0, 4]);
    });
  },
);
