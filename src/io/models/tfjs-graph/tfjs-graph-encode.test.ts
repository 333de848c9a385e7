import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { differenceInTfjs, graphFilesOf } from "../../../../test/graph-in-tfjs.ts";
import { hasShared, sharedFile } from "../../../../test/shared-file.ts";
import { channelGraphs } from "../../../../test/small-channel-graphs.ts";
import { type GraphFiles, int, shape, smallGraph } from "../../../../test/small-graph.ts";
import { conv, head, stem } from "../../../../test/small-graph-parts.ts";
import { shapeGraphs } from "../../../../test/small-shape-graphs.ts";
import { dependencyGraphOf } from "../../../core/dependency/dependency-graph-of.ts";
import type { Model } from "../../../core/model/model.ts";
import { prune } from "../../../core/prune/surgery.ts";
import { decodeGraphModel } from "./tfjs-graph-decode.ts";
import { encodeGraphModel } from "./tfjs-graph-encode.ts";

const open = ({ json, shards }: GraphFiles) => decodeGraphModel(json, shards, "test");

/** Every second unit of every group, the first one kept. */
function halved(model: Model): Model {
  const graph = dependencyGraphOf(model);
  const keep = graph.groups.map(({ id, width }) => ({
    group: id,
    units: Array.from({ length: width }, (_, unit) => unit).filter((unit) => unit % 2 === 0),
  }));
  return prune(model, graph, { keep });
}

beforeAll(async () => {
  await tf.setBackend("cpu");
});

describe.each(Object.entries({ ...channelGraphs, ...shapeGraphs }))("a graph of %s", (_, make) => {
  const files = make();
  const decoded = open(files);

  it("is computed as tfjs computes it", async () => {
    expect(await differenceInTfjs(files, decoded.model)).toBeLessThan(1e-5);
  });

  it("is the same file again when nothing was cut", async () => {
    const again = graphFilesOf(await encodeGraphModel(decoded.model, decoded.origin));
    expect(again).toEqual(files);
  });

  it("computes in tfjs what the pruned network computes, and decodes to it", async () => {
    const model = halved(decoded.model);
    expect(model).not.toEqual(decoded.model);
    const pruned = graphFilesOf(await encodeGraphModel(model, decoded.origin));
    expect(await differenceInTfjs(pruned, model)).toBeLessThan(1e-5);
    expect(open(pruned).model).toEqual(model);
  });
});

interface JsonNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr: Readonly<Record<string, unknown>>;
}
const nodesOf = ({ json }: GraphFiles): readonly JsonNode[] => (json.modelTopology as { node: JsonNode[] }).node;
const nodeOf = (files: GraphFiles, name: string): JsonNode | undefined =>
  nodesOf(files).find((node) => node.name === name);

async function cut(files: GraphFiles): Promise<GraphFiles> {
  const { model, origin } = open(files);
  return graphFilesOf(await encodeGraphModel(halved(model), origin));
}

describe("encodeGraphModel", () => {
  it("keeps names, order, signature, metadata, versions and library", async () => {
    const files = channelGraphs["separable convolutions, fused"]!();
    const pruned = await cut(files);
    expect(nodesOf(pruned).map(({ name }) => name)).toEqual(nodesOf(files).map(({ name }) => name));
    for (const key of ["format", "generatedBy", "convertedBy", "signature", "userDefinedMetadata"])
      expect(pruned.json[key]).toEqual(files.json[key]);
    const topology = files.json.modelTopology as Record<string, unknown>;
    expect(pruned.json.modelTopology).toMatchObject({ versions: topology.versions, library: topology.library });
    expect(nodeOf(pruned, "first/Relu6")?.attr).toEqual(nodeOf(files, "first/Relu6")?.attr);
  });

  it("makes a constant of what the graph computed from constants, and drops what only that read", async () => {
    const pruned = await cut(channelGraphs["batch norms, fused and spelled out"]!());
    expect(nodeOf(pruned, "bn2/mul")).toMatchObject({ op: "Const", input: [] });
    expect(nodeOf(pruned, "bn2/Rsqrt")).toBeUndefined();
    const [manifest] = pruned.json.weightsManifest as { weights: { name: string; shape: number[] }[] }[];
    const names = manifest!.weights.map(({ name }) => name);
    expect(names).not.toContain("bn2/gamma");
    expect(manifest!.weights.find(({ name }) => name === "bn2/mul")?.shape).toEqual([3]);
  });

  it("splits a constant between layers that want it cut in different ways", async () => {
    const { model, origin } = open(channelGraphs["layers that share their weights"]!());
    const graph = dependencyGraphOf(model);
    const thin = prune(model, graph, { keep: [{ group: "third", units: [1, 2] }] });
    const pruned = graphFilesOf(await encodeGraphModel(thin, origin));
    expect(await differenceInTfjs(pruned, thin)).toBeLessThan(1e-5);
    const kernels = ["second", "third"].map((name) => nodeOf(pruned, name)?.input?.[1]);
    expect(new Set(kernels).size).toBe(2);
  });

  it("turns a Split into a SplitV where the parts come to differ", async () => {
    const g = smallGraph([4, 4, 1]);
    g.node("Split", "split", [g.whole("axis", 3), stem(g, "x", 1, 6)], { num_split: int(2) });
    const sum = g.node("AddV2", "sum", [
      g.node("Conv2D", "l", ["split", g.weight("kl", [1, 1, 3, 2])], conv),
      g.node("Conv2D", "r", ["split:1", g.weight("kr", [1, 1, 3, 2])], conv),
    ]);
    const files = head(g, sum, 2);
    const { model, origin } = open(files);
    const thin = prune(model, dependencyGraphOf(model), { keep: [{ group: "stem/Conv2D (2)", units: [2] }] });
    const pruned = graphFilesOf(await encodeGraphModel(thin, origin));
    expect(nodeOf(pruned, "split")).toMatchObject({ op: "SplitV" });
    expect(await differenceInTfjs(pruned, thin)).toBeLessThan(1e-5);
    expect(open(pruned).model).toEqual(thin);
  });

  it("drops hints on shapes that are out of date, and corrects promises", async () => {
    const g = smallGraph([4, 4, 1]);
    const hinted = g.node("Conv2D", "hinted", ["x", g.weight("k", [1, 1, 1, 4])], {
      ...conv,
      _output_shapes: { list: { shape: [{ dim: [{ size: "-1" }, { size: "4" }, { size: "4" }, { size: "4" }] }] } },
    });
    const promised = g.node("EnsureShape", "promised", [hinted], { shape: shape(-1, 4, 4, 4) });
    const pruned = await cut(head(g, promised, 4));
    expect(nodeOf(pruned, "hinted")?.attr).not.toHaveProperty("_output_shapes");
    expect(nodeOf(pruned, "promised")?.attr.shape).toEqual(shape(-1, 4, 4, 2));
  });

  it.each(["uint8", "uint16", "float16"])(
    "keeps %s weights as they are stored when they are only cut",
    async (dtype) => {
      const files = quantised(dtype);
      const { model, notes } = open(files);
      expect(notes?.join(" ")).toMatch(/quantised/);
      const pruned = await cut(files);
      const [manifest] = pruned.json.weightsManifest as { weights: { name: string; quantization?: unknown }[] }[];
      expect(manifest!.weights.find(({ name }) => name === "stem/kernel")?.quantization).toMatchObject({ dtype });
      expect(open(pruned).model).toEqual(halved(model));
      expect(await differenceInTfjs(pruned, halved(model))).toBeLessThan(1e-5);
    },
  );

  it("writes quantised weights as float32 once they have changed", async () => {
    const { model, origin } = open(quantised("uint8"));
    const layers = model.layers.map((layer) =>
      layer.kind === "conv"
        ? {
            ...layer,
            weights: {
              ...layer.weights,
              kernel: { ...layer.weights.kernel, values: layer.weights.kernel.values.map((x) => x * 1.01) },
            },
          }
        : layer,
    );
    const tuned = { ...model, layers };
    expect(open(graphFilesOf(await encodeGraphModel(tuned, origin))).model).toEqual(tuned);
  });
});

/** A small network whose first kernel is stored in fewer bits. */
function quantised(dtype: string): GraphFiles {
  const g = smallGraph([4, 4, 1]);
  const files = head(g, stem(g, "x", 1, 4), 4);
  const [[path, bytes] = ["", new Uint8Array()]] = files.shards;
  const scale = 1 / 64;
  const levels = Array.from({ length: 36 }, (_, i) => (i * 7) % 100);
  // half precision of 1 + i / 1024
  const stored =
    dtype === "uint8"
      ? Uint8Array.from(levels)
      : new Uint8Array(Uint16Array.from(levels, (level) => (dtype === "float16" ? 0x3c00 + level : level)).buffer);
  const manifest = structuredClone(files.json.weightsManifest) as { weights: Record<string, unknown>[] }[];
  const kernel = manifest[0]!.weights.find(({ name }) => name === "stem/kernel")!;
  kernel.quantization =
    dtype === "float16"
      ? { dtype, original_dtype: "float32" }
      : { dtype, min: -0.75, scale, original_dtype: "float32" };
  const shard = Uint8Array.from([...stored, ...bytes.subarray(36 * 4)]);
  return { json: { ...files.json, weightsManifest: manifest }, shards: new Map([[path, shard]]) };
}

describe.skipIf(!hasShared("models/tfjs-graph-lenet/model.json"))("the shared LeNet", () => {
  const files = (): GraphFiles => ({
    json: JSON.parse(new TextDecoder().decode(sharedFile("models/tfjs-graph-lenet/model.json"))),
    shards: new Map([["group1-shard1of1", sharedFile("models/tfjs-graph-lenet/group1-shard1of1")]]),
  });

  it("is four prunable groups, computed as tfjs computes them", async () => {
    const { model } = open(files());
    expect(dependencyGraphOf(model).groups.map(({ width }) => width)).toEqual([6, 16, 120, 84]);
    expect(await differenceInTfjs(files(), model)).toBeLessThan(1e-5);
  });

  it("is the same bytes again when nothing was cut", async () => {
    const { model, origin } = open(files());
    const [json, shard] = await encodeGraphModel(model, origin);
    expect(JSON.parse(new TextDecoder().decode(json?.bytes))).toEqual(files().json);
    expect(shard).toEqual({ name: "group1-shard1of1", bytes: files().shards.get("group1-shard1of1") });
  });

  it("loses half of its units and agrees with tfjs, also when it is cut again", async () => {
    const { model } = open(files());
    const once = await cut(files());
    expect(await differenceInTfjs(once, halved(model))).toBeLessThan(1e-5);
    const twice = await cut(once);
    expect(await differenceInTfjs(twice, halved(halved(model)))).toBeLessThan(1e-5);
    const again = open(twice).model;
    expect(dependencyGraphOf(again).groups.map(({ width }) => width)).toEqual([2, 4, 30, 21]);
  });
});
