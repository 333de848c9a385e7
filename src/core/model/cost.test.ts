import { expect, it } from "vitest";
import { batchNorm, depthwise, input, lenet, network } from "../../../test/layers.ts";
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
