import { expect, it } from "vitest";
import {
  attention,
  batchNorm,
  conv,
  depthwise,
  embedding,
  input,
  lenet,
  network,
  recurrent,
} from "../../../test/layers.ts";
import { costOf, layerCosts } from "./cost.ts";

it("counts LeNet-5 as the textbooks do", () => {
  expect(costOf(lenet())).toEqual({ parameters: 61_706, macs: 416_520, bytes: 246_824 });
  expect(layerCosts(lenet()).get("conv2")).toEqual({ parameters: 2416, macs: 240_000, bytes: 9664 });
});

it("counts the moving statistics of a norm among the parameters", () => {
  expect(costOf(network(input([5]), batchNorm("norm", "input", 5))).parameters).toBe(20);
});

it("counts a depthwise convolution once a channel and multiplier", () => {
  const cost = layerCosts(network(input([6, 6, 3]), depthwise("d", "input", [3, 3, 3, 2]))).get("d");
  expect(cost).toEqual({ parameters: 54 + 6, macs: 16 * 54, bytes: 240 });
});

it("counts each group of a convolution by itself", () => {
  const cost = layerCosts(network(input([6, 6, 4]), { ...conv("c", "input", [1, 1, 2, 4]), groups: 2 })).get("c");
  expect(cost?.macs).toBe(36 * 2 * 2 * 2);
});

it("counts the products of a recurrent layer at every step, whatever it returns", () => {
  const layer = recurrent("r", "input", "gru", 3, 5);
  const cost = (sequences: boolean) => layerCosts(network(input([7, 3]), { ...layer, sequences })).get("r")?.macs;
  expect([cost(false), cost(true)]).toEqual([7 * 15 * (3 + 5), 7 * 15 * (3 + 5)]);
});

it("counts projections, scores and what they gather in attention", () => {
  const cost = layerCosts(network(input([7, 6]), attention("a", "input", 2, 6, 4))).get("a");
  expect(cost?.macs).toBe(7 * 6 * 8 * 4 + 2 * 7 * 7 * 8);
});

it("counts no products in looking words up", () => {
  expect(layerCosts(network(input([7]), embedding("e", "input", 10, 4))).get("e")).toMatchObject({
    parameters: 40,
    macs: 0,
  });
});
