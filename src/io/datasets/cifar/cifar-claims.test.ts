import { describe, expect, it } from "vitest";
import { datasetOf } from "../../../../test/dataset-of.ts";
import { gzipped } from "../../../../test/idx-bytes.ts";
import { hasShared, sharedFile } from "../../../../test/shared-file.ts";
import { tarOf } from "../../../../test/tar-bytes.ts";

const names = "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n";

/** Records with the labels; the red of a record is its number, green 100, blue the place along the row. */
function records(labels: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  const all = labels.map((head, row) => [
    ...head,
    ...Array.from({ length: 3072 }, (_, i) => (i < 1024 ? row : i < 2048 ? 100 : i % 32)),
  ]);
  return Uint8Array.from(all.flat());
}

describe("CIFAR", () => {
  it("has its planes turned to pixels", async () => {
    const { dataset, notes } = await datasetOf({ "some.bin": records([[3], [9]]) });
    expect(dataset?.dataset).toMatchObject({ count: 2, shape: [32, 32, 3], labels: Int32Array.of(3, 9) });
    expect(dataset?.dataset.inputs).toBeInstanceOf(Uint8Array);
    expect([...dataset!.dataset.inputs.slice(3072, 3078)]).toEqual([1, 100, 0, 1, 100, 1]);
    expect(notes.join()).toMatch(/2 CIFAR-10 images/);
  });

  it("comes as an archive of batches with names and a test part", async () => {
    const tar = tarOf({
      "cifar-10-batches-bin/batches.meta.txt": new TextEncoder().encode(names),
      "cifar-10-batches-bin/data_batch_2.bin": records([[2], [3]]),
      "cifar-10-batches-bin/test_batch.bin": records([[9]]),
      "cifar-10-batches-bin/data_batch_1.bin": records([[0]]),
    });
    const { dataset, failures } = await datasetOf({ "cifar-10-binary.tar.gz": await gzipped(tar) });
    expect(failures).toEqual([]);
    expect(dataset?.dataset).toMatchObject({
      count: 4,
      labels: Int32Array.of(2, 3, 0, 9),
      testRows: Int32Array.of(3),
      classNames: names.trim().split("\n"),
    });
  });

  it("takes its class names in any order of dropping, and waits for nothing without them", async () => {
    const first = await datasetOf({ "batches.meta.txt": names, "x.bin": records([[1]]) });
    expect(first.dataset?.dataset.classNames[1]).toBe("automobile");
    const alone = await datasetOf({ "batches.meta.txt": names });
    expect(alone).toMatchObject({ dataset: null, missing: ["the data whose classes batches.meta.txt names"] });
    expect(alone.kept.size).toBe(1);
  });

  it("of a hundred classes has its fine labels, said so", async () => {
    const { dataset, notes } = await datasetOf({
      "train.bin": records([
        [4, 61],
        [19, 99],
      ]),
      "test.bin": records([[0, 0]]),
    });
    expect(dataset?.dataset).toMatchObject({ count: 3, labels: Int32Array.of(61, 99, 0), testRows: Int32Array.of(2) });
    expect(dataset?.dataset.classNames).toHaveLength(100);
    expect(notes.join()).toMatch(/100 fine ones/);
  });

  it("with a label out of range far behind its start is refused at the byte", async () => {
    const many = records(Array.from({ length: 40 }, (_, i) => [i % 10]));
    many[30 * 3073] = 11;
    const { dataset, failures } = await datasetOf({ "x.bin": many });
    expect(dataset).toBeNull();
    expect(failures).toMatchObject([{ kind: "dataset-invalid", where: `x.bin, byte ${30 * 3073}` }]);
  });
});

describe.skipIf(!hasShared("data/cifar10"))("the shared CIFAR-10 batch", () => {
  it("has the original's first labels and class counts", async () => {
    const { dataset } = await datasetOf({
      "cifar10-train4000.bin.gz": sharedFile("data/cifar10/cifar10-train4000.bin.gz"),
      "batches.meta.txt": sharedFile("data/cifar10/batches.meta.txt"),
    });
    const { labels, classNames } = dataset!.dataset;
    expect([...labels.slice(0, 10)]).toEqual([6, 9, 9, 4, 1, 1, 2, 7, 8, 3]);
    const counts = classNames.map((_, index) => labels.filter((label) => label === index).length);
    expect(counts).toEqual([396, 366, 420, 384, 422, 393, 414, 385, 407, 413]);
  });
});
