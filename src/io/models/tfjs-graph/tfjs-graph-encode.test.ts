import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { differenceInTfjs, graphFilesOf } from "../../../../test/graph-in-tfjs.ts";
import { channelGraphs } from "../../../../test/small-channel-graphs.ts";
import type { GraphFiles } from "../../../../test/small-graph.ts";
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
