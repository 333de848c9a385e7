import { describe, expect, it } from "vitest";
import { kernelPictures, weightBins } from "./kernel-pixels.ts";

const kernel = (window: readonly number[], inputs: number, values: readonly number[]) => ({
  layer: "conv1",
  window,
  inputs,
  values: Float32Array.from(values),
  bias: null,
});
const pixel = (picture: { pixels: Uint8ClampedArray } | undefined, at: number) => [
  ...(picture?.pixels.subarray(4 * at, 4 * at + 4) ?? []),
];

describe("a filter's pictures", () => {
  // two channels of two places: the first is 1, -1, the second 0, 0
  const [first, second] = kernelPictures(kernel([1, 2], 2, [1, 0, -1, 0]), [8, 8, 2], null, 9);

  it("are one a channel, orange above zero, violet below, pale at zero", () => {
    expect([first?.width, first?.height]).toEqual([2, 1]);
    const [red = 0, , blue = 0] = pixel(first, 0);
    expect(red).toBeGreaterThan(blue);
    const [redBelow = 0, , blueBelow = 0] = pixel(first, 1);
    expect(blueBelow).toBeGreaterThan(redBelow);
    expect(pixel(second, 0)).toEqual(pixel(second, 1));
    expect(Math.min(...pixel(second, 0))).toBeGreaterThan(230);
  });

  it("are no more than are wanted, and none for a window of one place", () => {
    expect(kernelPictures(kernel([1, 2], 3, new Array(6).fill(1)), [8, 8, 3], null, 2)).toHaveLength(2);
    expect(kernelPictures(kernel([1, 1], 4, [1, 2, 3, 4]), [8, 8, 4], null, 9)).toEqual([]);
  });
});

it("draws a neuron that reads the picture itself as a picture, and no other", () => {
  const values = Array.from({ length: 64 }, (_, at) => at - 32);
  const [picture, ...more] = kernelPictures(kernel([], 64, values), [8, 8, 1], null, 9);
  expect([picture?.width, picture?.height, more.length]).toEqual([8, 8, 0]);
  expect(kernelPictures(kernel([], 64, values), [4, 4, 4], null, 9)).toEqual([]);
});

it("counts weights in equal parts around zero", () => {
  expect(weightBins(Float32Array.of(-1, -0.9, 0, 1), 5)).toEqual([2, 0, 1, 0, 1]);
  expect(weightBins(new Float32Array(3), 3)).toEqual([0, 3, 0]);
});
