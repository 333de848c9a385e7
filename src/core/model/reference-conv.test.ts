import { expect, it } from "vitest";
import { conv, depthwise, tensor } from "../../../test/layers.ts";
import { through, upTo } from "../../../test/through.ts";

it("keeps the groups of a convolution apart", () => {
  // two groups of two channels, two filters each
  const kernel = tensor([1, 2, 4], [1, 1, 1, 1, 10, 100, 10, 100]);
  const layer = { ...conv("c", "input", [1, 2, 4]), groups: 2, weights: { kernel } };
  expect(through([1, 4], upTo(4), layer)).toEqual([21, 201, 43, 403]);
});

it("makes of as many groups as channels a depthwise convolution", () => {
  const values = upTo(12);
  const grouped = { ...conv("c", "input", [2, 1, 6]), groups: 3, weights: { kernel: tensor([2, 1, 6], values) } };
  const apart = {
    ...depthwise("d", "input", [2, 3, 2]),
    strides: [1],
    dilation: [1],
    weights: { kernel: tensor([2, 3, 2], values) },
  };
  expect(through([4, 3], upTo(12), grouped)).toEqual(through([4, 3], upTo(12), apart));
});

it("looks back only where a depthwise convolution is causal", () => {
  const layer = {
    ...depthwise("d", "input", [2, 2, 1]),
    strides: [1],
    dilation: [2],
    padding: "causal" as const,
    weights: { kernel: tensor([2, 2, 1], [10, 100, 1, 1]) },
  };
  // channel 0 is 1, 3, 5 and channel 1 is 2, 4, 6
  expect(through([3, 2], upTo(6), layer)).toEqual([1, 2, 3, 4, 15, 206]);
});
