import { describe, expect, it } from "vitest";
import { tensor } from "../../../test/layers.ts";
import { through } from "../../../test/through.ts";
import type { Layer } from "./model.ts";

const at = { id: "n", inputs: ["input"] };

describe("layer norm", () => {
  it("brings each place to mean 0 and variance 1, then scales each channel", () => {
    const norm: Layer = { ...at, kind: "layer-norm", epsilon: 0, weights: {} };
    expect(through([2, 2], [1, 3, 10, 30], norm)).toEqual([-1, 1, -1, 1]);
    const weights = { gamma: tensor([2], [2, 3]), beta: tensor([2], [0, 100]) };
    expect(through([2, 2], [1, 3, 10, 30], { ...norm, weights })).toEqual([-2, 103, -2, 103]);
  });

  it("adds epsilon to the variance", () => {
    expect(through([2], [-1, 1], { ...at, kind: "layer-norm", epsilon: 3, weights: {} })).toEqual([-0.5, 0.5]);
  });
});

describe("group norm", () => {
  const norm = (groups: number): Layer => ({ ...at, kind: "group-norm", groups, epsilon: 0, weights: {} });

  it("takes places and channels of a group together", () => {
    // channels 0 1 | 2 3; group 0 holds 0 0 2 2, group 1 holds 5 5 5 9
    expect(through([2, 4], [0, 0, 5, 5, 2, 2, 5, 9], norm(2))).toEqual([
      -1,
      -1,
      ...[-0.57735, -0.57735],
      1,
      1,
      ...[-0.57735, 1.732051],
    ]);
  });

  it("is instance normalisation with a group for each channel", () => {
    expect(through([2, 2], [1, 10, 3, 30], norm(2))).toEqual([-1, -1, 1, 1]);
  });

  it("treats each example by itself and refuses groups that do not divide the channels", () => {
    expect(through([1, 2], [1, 3], norm(1))).toEqual([-1, 1]);
    expect(() => through([1, 2], [1, 3], norm(3))).toThrow(/3 groups.*divides its 2 channels/);
  });
});

describe("affine and prelu", () => {
  it("repeat their weights over the axes in front and over axes of length 1", () => {
    const affine = (scale: number[], values: number[]): Layer => ({
      ...at,
      kind: "affine",
      weights: { scale: tensor(scale, values), offset: tensor([1], [0.5]) },
    });
    expect(through([2, 2], [1, 2, 3, 4], affine([2], [10, 100]))).toEqual([10.5, 200.5, 30.5, 400.5]);
    expect(through([2, 2], [1, 2, 3, 4], affine([2, 1], [10, 100]))).toEqual([10.5, 20.5, 300.5, 400.5]);
    expect(() => through([2, 2], [1, 2, 3, 4], affine([3], [1, 2, 3]))).toThrow(/does not align/);
    expect(() => through([2], [1, 2], affine([2, 2], [1, 2, 3, 4]))).toThrow(/does not align/);
  });

  it("bend at 0 with a slope for each channel", () => {
    const prelu: Layer = { ...at, kind: "prelu", weights: { slope: tensor([2], [0.5, -2]) } };
    expect(through([2, 2], [-1, -1, 3, 3], prelu)).toEqual([-0.5, 2, 3, 3]);
  });

  it("rescale everything alike", () => {
    expect(through([2], [1, 2], { ...at, kind: "rescaling", scale: 2, offset: -1 })).toEqual([1, 3]);
  });
});
