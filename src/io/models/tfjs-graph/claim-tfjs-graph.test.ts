import { describe, expect, it } from "vitest";
import { type GraphFiles, smallGraph } from "../../../../test/small-graph.ts";
import { head, stem } from "../../../../test/small-graph-parts.ts";
import { type ByteSource, sourceOfBytes } from "../../bytes/byte-source.ts";
import { unpack } from "../../bytes/unpack.ts";
import { writeZip } from "../../bytes/zip.ts";
import { claimTfjsGraph } from "./claim-tfjs-graph.ts";

function lenetLike(): GraphFiles {
  const g = smallGraph([4, 4, 1]);
  return head(g, stem(g, "x", 1, 4), 4);
}

const jsonBytes = (json: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(json));

const claimed = async (...sources: readonly ByteSource[]) => claimTfjsGraph((await unpack(sources)).files);

describe("claimTfjsGraph", () => {
  const files = lenetLike();
  const json = sourceOfBytes("model.json", jsonBytes(files.json));
  const shard = sourceOfBytes("group1-shard1of1.bin", new Uint8Array([...files.shards.values()][0]!));

  it("joins model.json and its shard, in any order", async () => {
    for (const dropped of [
      [json, shard],
      [shard, json],
    ]) {
      const { claims, taken } = await claimed(...dropped);
      expect(claims).toMatchObject([{ format: "tfjs-graph", missing: [], order: dropped.indexOf(json) }]);
      expect(taken.size).toBe(2);
      expect((await claims[0]!.read(null)).model.name).toBe("graph-model");
    }
  });

  it("waits for the shard, naming it", async () => {
    const { claims } = await claimed(json);
    expect(claims[0]?.missing).toEqual(["group1-shard1of1.bin, named by model.json"]);
  });

  it("finds both in a zip, which gives the network its name", async () => {
    const zip = await writeZip([
      { path: "web/model.json", bytes: jsonBytes(files.json) },
      { path: "web/group1-shard1of1.bin", bytes: [...files.shards.values()][0]! },
    ]);
    const { claims } = await claimed(sourceOfBytes("digits.zip", new Uint8Array(zip)));
    expect((await claims[0]!.read(null)).model.name).toBe("digits");
  });

  it("knows a graph without the key format, its nodes behind other keys", async () => {
    const { format: _, modelTopology, weightsManifest } = files.json;
    const { node, ...rest } = modelTopology as Record<string, unknown>;
    const old = { modelTopology: { ...rest, node }, weightsManifest };
    const { claims } = await claimed(sourceOfBytes("old.json", jsonBytes(old)), shard);
    expect((await claims[0]!.read(null)).model.output).toBe("scores");
  });

  it("leaves other models alone", async () => {
    const keras = {
      format: "layers-model",
      modelTopology: { class_name: "Sequential", config: {} },
      weightsManifest: [],
    };
    const { claims, taken, failures } = await claimed(sourceOfBytes("model.json", jsonBytes(keras)), shard);
    expect([claims.length, taken.size, failures.length]).toEqual([0, 0, 0]);
  });

  it("names the file of a graph that is broken", async () => {
    const cut = sourceOfBytes("model.json", jsonBytes(files.json).slice(0, 900));
    const { claims, failures, taken } = await claimed(cut, shard);
    expect(claims).toEqual([]);
    expect(taken.size).toBe(1);
    expect(failures).toMatchObject([{ kind: "file-damaged", where: "model.json" }]);
    const bare = sourceOfBytes("bare.json", jsonBytes({ ...files.json, weightsManifest: 3 }));
    expect((await claimed(bare)).failures).toMatchObject([
      { kind: "model-invalid", where: "bare.json, weightsManifest" },
    ]);
  });
});
