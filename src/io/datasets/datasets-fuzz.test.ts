import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { datasetOf } from "../../../test/dataset-of.ts";
import { gzipped } from "../../../test/idx-bytes.ts";
import { npyBytes } from "../../../test/npy-bytes.ts";
import { pngOf } from "../../../test/png-bytes.ts";
import { tarOf } from "../../../test/tar-bytes.ts";
import { seededRandom } from "../../core/random/random-source.ts";
import { writeZip } from "../bytes/zip.ts";

const fixture = (name: string) => new Uint8Array(readFileSync(`test/fixtures/arrays/${name}`));
const text = (content: string) => new TextEncoder().encode(content);
const cifar = Uint8Array.from({ length: 3 * 3073 }, (_, i) => (i % 3073 === 0 ? 3 : i % 251));

const originals: readonly (readonly [name: string, bytes: () => Promise<Uint8Array>])[] = [
  [
    "x.npy",
    async () =>
      npyBytes(
        "<f4",
        [4, 3],
        Array.from({ length: 12 }, (_, i) => i),
      ),
  ],
  ["d.npz", async () => fixture("train-test.npz")],
  ["numbers.parquet", async () => fixture("numbers.parquet")],
  ["pictures.parquet", async () => fixture("pictures.parquet")],
  ["c.bin", async () => cifar],
  ["c.tar.gz", async () => gzipped(tarOf({ "a/data_batch_1.bin": cifar, "a/test_batch.bin": cifar }))],
  ["c.tar", async () => tarOf({ "a/data_batch_1.bin": cifar, "a/batches.meta.txt": text("a\nb\n") })],
  [
    "p.zip",
    async () =>
      writeZip(
        ["a/1.png", "b/2.png", "b/3.png"].map((path, i) => ({
          path,
          bytes: pngOf(5, 5, (place) => [place, i * 50, 7, 255]),
        })),
      ),
  ],
  ["d.jsonl", async () => text('{"x": [1, 2], "label": "a"}\n{"x": [3, 4], "label": "b"}\n')],
  ["t.csv", async () => text("text,label\nsome words stand here,a\nother words there too,b\nand more of those,a\n")],
];

/** Bytes changed, cut off, repeated or put in. */
function damaged(original: Uint8Array, random: ReturnType<typeof seededRandom>): Uint8Array {
  const copy = original.slice();
  const at = random.integer(copy.length);
  const way = random.uniform();
  if (way < 0.15) return copy.slice(0, at);
  if (way < 0.25) return new Uint8Array([...copy.slice(0, at), ...copy.slice(random.integer(at + 1))]);
  for (let i = 0; i < 1 + random.integer(4); i++) {
    const place = random.uniform() < 0.5 ? random.integer(Math.min(copy.length, 200)) : random.integer(copy.length);
    copy[place] = random.uniform() < 0.3 ? 0xff : random.integer(256);
  }
  return copy;
}

describe("damaged data", () => {
  it.each(originals)("in %s is a typed failure or a dataset that holds together", async (name, bytes) => {
    const random = seededRandom(3, name);
    const original = await bytes();
    expect((await datasetOf({ [name]: original })).failures).toEqual([]);
    let failed = 0;
    for (let round = 0; round < 300; round++) {
      const start = performance.now();
      const { dataset, failures } = await datasetOf({ [name]: damaged(original, random) });
      expect(performance.now() - start, `round ${round}`).toBeLessThan(2000);
      expect(
        failures.filter(({ kind }) => kind === "unexpected"),
        `round ${round}`,
      ).toEqual([]);
      failed += failures.length > 0 ? 1 : 0;
      if (dataset === null) continue;
      const { count, shape, inputs, labels, classNames, texts } = dataset.dataset;
      const size = shape.reduce((product, length) => product * length, 1);
      expect(inputs.length).toBe(count * size);
      expect(inputs.every((value) => Number.isFinite(value))).toBe(true);
      expect(labels.every((label) => label >= 0 && label < classNames.length)).toBe(true);
      if (texts) expect(texts).toHaveLength(count);
    }
    // plain records and texts have little to break
    if (!/\.(bin|csv)$/.test(name)) expect(failed).toBeGreaterThan(30);
  });
});
