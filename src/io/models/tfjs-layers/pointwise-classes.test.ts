import { expect, it } from "vitest";
import { tensor } from "../../../../test/layers.ts";
import { dependencyGraphOf } from "../../../core/dependency/dependency-graph-of.ts";
import { runReference } from "../../../core/model/reference-network.ts";
import { prune } from "../../../core/prune/surgery.ts";
import { decodeLayers, type SlotTensors } from "./decode-layers.ts";
import { patchTopology } from "./patch-topology.ts";
import { readTopology } from "./tfjs-topology.ts";

const dense = (name: string, units: number) => ({
  class_name: "Dense",
  config: { name, units, activation: "linear", use_bias: false },
});
const rescaling = (scale: unknown, offset: unknown) => ({
  class_name: "Rescaling",
  config: { name: "r", scale, offset },
});
const sequential = (layers: readonly unknown[]) => ({
  class_name: "Sequential",
  config: {
    name: "net",
    layers: [{ class_name: "InputLayer", config: { batch_shape: [null, 2], name: "x" } }, ...layers],
  },
});
const decoded = (description: ReturnType<typeof sequential>, weights: SlotTensors = new Map()) =>
  decodeLayers(readTopology(description), weights, { name: "net", keras3: true, example: null });

it.each([
  [
    [2, 3],
    [10, 20],
    [12, 26],
  ],
  [[2, 3], 1, [3, 7]],
  [2, [10, 20], [12, 24]],
])("Rescaling by a number for each channel: %j, %j", (scale, offset, outputs) => {
  expect([...runReference(decoded(sequential([rescaling(scale, offset)])), Float32Array.of(1, 2), 1)]).toEqual(outputs);
});

it.each([[[1, 2, 3]], [["a", 1]], [[null, 1]]])("Rescaling by %j of two channels is refused", (scale) => {
  expect(() => decoded(sequential([rescaling(scale, 0)]))).toThrow(/no scale for each|number/);
});

it("Rescaling of channels that are cut keeps the numbers of those that are left", () => {
  const description = sequential([dense("a", 4), rescaling([1, 2, 3, 4], 0.5), dense("b", 2)]);
  const weights: SlotTensors = new Map([
    ["a", new Map([["kernel", tensor([2, 4])]])],
    ["b", new Map([["kernel", tensor([4, 2])]])],
  ]);
  const model = decoded(description, weights);
  const graph = dependencyGraphOf(model);
  const pruned = prune(model, graph, { keep: graph.groups.map(({ id }) => ({ group: id, units: [1, 3] })) });
  expect(graph.groups).toHaveLength(1);
  const { config } = patchTopology(description, pruned) as ReturnType<typeof sequential>;
  expect(config.layers[2]).toMatchObject({ config: { scale: [2, 4], offset: 0.5 } });
});
