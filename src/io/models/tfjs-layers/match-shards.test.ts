import { expect, it } from "vitest";
import { matchShards, type ShardClaim, type ShardFile } from "./match-shards.ts";

const claim = (order: number, shards: Readonly<Record<string, number>>, archive: object | null = null): ShardClaim => ({
  path: "model.json",
  order,
  archive,
  groups: Object.entries(shards).map(([path, elements]) => ({
    paths: [path],
    weights: [{ name: `${path}/w`, shape: [elements], dtype: "float32", quantization: null, group: null }],
  })),
});
const file = (order: number, path: string, size: number, archive: object | null = null, binary = true): ShardFile => ({
  path,
  size,
  order,
  archive,
  binary,
});

it("matches by name in any folder", () => {
  const model = claim(0, { "w/a.bin": 2 });
  const shard = file(1, "downloads/a.bin", 8);
  expect(matchShards([model], [shard]).get(model)?.get("w/a.bin")).toBe(shard);
});

it("prefers the size that fits, and takes a cut-off file by name otherwise", () => {
  const model = claim(0, { "a.bin": 2 });
  const [cut, whole] = [file(1, "a.bin", 5), file(2, "other/a.bin", 8)];
  expect(matchShards([model], [cut, whole]).get(model)?.get("a.bin")).toBe(whole);
  expect(matchShards([model], [cut]).get(model)?.get("a.bin")).toBe(cut);
});

it("finds a renamed file by its exact size, but never one that looks like something else", () => {
  const model = claim(0, { "a.bin": 2 });
  expect(matchShards([model], [file(1, "download", 8)]).get(model)?.size).toBe(1);
  expect(matchShards([model], [file(1, "page.html", 8, null, false)]).get(model)?.size).toBe(0);
});

it("gives weights of one name to the model.json dropped with them", () => {
  const [first, second] = [claim(0, { "a.bin": 2 }), claim(2, { "a.bin": 2 })];
  const [one, two] = [file(1, "a.bin", 8), file(3, "a.bin", 8)];
  const matched = matchShards([first, second], [one, two]);
  expect([matched.get(first)?.get("a.bin"), matched.get(second)?.get("a.bin")]).toEqual([one, two]);
  expect(matchShards([first, second], [one]).get(second)?.size).toBe(0);
});

it("keeps the files of an archive together", () => {
  const [left, right] = [{ zip: "left" }, { zip: "right" }];
  const [first, second] = [claim(0, { "a.bin": 2 }, left), claim(2, { "a.bin": 2 }, right)];
  const [two, one] = [file(1, "a.bin", 8, right), file(3, "a.bin", 8, left)];
  const matched = matchShards([first, second], [two, one]);
  expect([matched.get(first)?.get("a.bin"), matched.get(second)?.get("a.bin")]).toEqual([one, two]);
});

it("lets newer weights of the same name and size replace older ones", () => {
  const model = claim(0, { "a.bin": 2 });
  const [older, newer] = [file(1, "a.bin", 8), file(2, "a.bin", 8)];
  expect(matchShards([model], [older, newer]).get(model)?.get("a.bin")).toBe(newer);
});
