import { describe, expect, it } from "vitest";
import { reshape, select } from "../../../test/layers.ts";
import { through, upTo } from "../../../test/through.ts";
import type { Layer } from "./model.ts";
import type { UpsamplingLayer } from "./rearrange-layers.ts";

const at = { id: "l", inputs: ["input"] };

describe("slice", () => {
  const slice = (begin: number[], size: number[], strides: number[]): Layer => ({
    ...at,
    kind: "slice",
    begin,
    size,
    strides,
  });

  it("takes every stride-th place of each axis", () => {
    expect(through([3, 4, 1], upTo(12), slice([0, 1], [2, 2], [2, 2]))).toEqual([2, 4, 10, 12]);
    expect(through([3, 2], upTo(6), slice([1], [2], [1]))).toEqual([3, 4, 5, 6]);
  });

  it("refuses places that are not there", () => {
    expect(() => through([3, 1], upTo(3), slice([1], [2], [2]))).toThrow(/does not have/);
    expect(() => through([3, 1], upTo(3), slice([-1], [2], [1]))).toThrow(/does not have/);
  });
});

describe("upsampling", () => {
  const up = (size: number[], interpolation: UpsamplingLayer["interpolation"]): Layer => ({
    ...at,
    kind: "upsampling",
    size,
    interpolation,
  });

  it("repeats the nearest place", () => {
    expect(through([1, 2, 1], [1, 2], up([2, 3], "nearest"))).toEqual([1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2]);
    expect(through([2, 2], upTo(4), up([2], "nearest"))).toEqual([1, 2, 1, 2, 3, 4, 3, 4]);
  });

  // torch.nn.functional.interpolate(mode="bilinear", align_corners=False), tf.image.resize
  it("blends between half-pixel centres, edges clamped", () => {
    expect(through([2, 1], [0, 4], up([2], "bilinear"))).toEqual([0, 1, 3, 4]);
    expect(through([3, 1], [0, 3, 9], up([3], "bilinear"))).toEqual([0, 0, 1, 2, 3, 5, 7, 9, 9]);
    expect(through([2, 2, 1], [0, 4, 8, 12], up([2, 2], "bilinear"))).toEqual([
      ...[0, 1, 3, 4],
      ...[2, 3, 5, 6],
      ...[6, 7, 9, 10],
      ...[8, 9, 11, 12],
    ]);
  });
});

describe("channel select", () => {
  it("reorders, repeats, drops and adds channels of zeros", () => {
    expect(through([2, 3], upTo(6), select("s", "input", [-1, 2, 0, 2]))).toEqual([0, 3, 1, 3, 0, 6, 4, 6]);
    expect(() => through([2, 3], upTo(6), select("s", "input", [3]))).toThrow(/selects channel 3; .* 0 to 2/);
    expect(() => through([2, 3], upTo(6), select("s", "input", []))).toThrow(/selects no channel/);
  });
});

describe("reshape and permute", () => {
  it("keep the numbers in order, or turn axes", () => {
    expect(through([2, 3], upTo(6), reshape("r", "input", [3, -1]))).toEqual(upTo(6));
    const permute = (axes: number[]): Layer => ({ ...at, kind: "permute", axes });
    expect(through([2, 3], upTo(6), permute([1, 0]))).toEqual([1, 4, 2, 5, 3, 6]);
    expect(through([2, 1, 3], upTo(6), permute([2, 0, 1]))).toEqual([1, 4, 2, 5, 3, 6]);
    // to height, width, channels as numpy.arange(1, 9).reshape(2, 2, 2).transpose(1, 2, 0)
    expect(through([2, 2, 2], upTo(8), permute([1, 2, 0]))).toEqual([1, 5, 2, 6, 3, 7, 4, 8]);
    expect(() => through([2, 3], upTo(6), permute([1, 1]))).toThrow(/axes 1, 1/);
  });

  it.each([[[4, -1]], [[-1, -1]], [[5]], [[0, -1]], [[]], [[1, 1, 1, 1, 1, 6]]])("refuses the shape %o", (shape) => {
    expect(() => through([2, 3], upTo(6), reshape("r", "input", shape))).toThrow(/as many numbers were expected/);
  });
});
