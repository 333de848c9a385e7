import { expect, it } from "vitest";
import { depthwise, input, lenet, network } from "../../../test/layers.ts";
import type { DependencyGraph } from "../dependency/dependency-graph.ts";
import { layerWords } from "./layer-words.ts";
import { summarise } from "./summary-of.ts";

const graph: DependencyGraph = {
  groups: [{ id: "conv1", width: 6, producers: ["conv1"], couplings: [] }],
  frozen: [{ layer: "output", reason: "Its units are the network's outputs." }],
  unitOffset: Int32Array.of(0, 6),
  maskSites: [],
};

it("describes LeNet-5 layer by layer, as plain JSON", () => {
  const summary = summarise(lenet(), graph);
  expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  expect(summary).toMatchObject({ inputShape: [28, 28, 1], outputWidth: 10, players: 6, cost: { parameters: 61_706 } });
  expect(summary.layers.map(({ words }) => words)).toEqual([
    "input 28 × 28 × 1",
    "conv 5 × 5, 6 filters, same, relu",
    "max pool 2 × 2, stride 2, valid",
    "conv 5 × 5, 16 filters, valid, relu",
    "max pool 2 × 2, stride 2, valid",
    "flatten",
    "dense, 120 units, relu",
    "dense, 84 units, relu",
    "dense, 10 units, softmax",
  ]);
  expect(summary.layers.filter((layer) => "frozen" in layer).map(({ id, frozen }) => [id, frozen])).toEqual([
    ["output", "Its units are the network's outputs."],
  ]);
});

it("names strides, dilation and multiplier only where they matter", () => {
  const layer = { ...depthwise("d", "input", [3, 1, 2, 2]), strides: [2, 1] as const, dilation: [1, 1] as const };
  expect(layerWords(layer)).toBe("depthwise conv 3 × 1, multiplier 2, stride 2 × 1, valid");
  expect(summarise(network(input([9, 9, 2]), layer), graph).layers[1].outputShape).toEqual([4, 9, 4]);
});
