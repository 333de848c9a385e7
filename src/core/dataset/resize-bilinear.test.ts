import { expect, test } from "vitest";
import { bilinearResize } from "./resize-bilinear.ts";

function resized(source: number[], from: [number, number], to: [number, number], channels = 1): number[] {
  const target = new Float32Array(to[0] * to[1] * channels);
  bilinearResize(from, to, channels)(source, 0, target, 0);
  return [...target];
}

test("doubling a row reads at quarter pixels and clamps at the edges", () => {
  expect(resized([0, 4], [1, 2], [1, 4])).toEqual([0, 1, 3, 4]);
  expect(resized([0, 4], [2, 1], [4, 1])).toEqual([0, 1, 3, 4]);
});

test("the same size is the identity", () => {
  const image = [1, 2, 3, 4, 5, 6];
  expect(resized(image, [2, 3], [2, 3])).toEqual(image);
});

test("halving averages the middle pair of each four", () => {
  expect(resized([0, 10, 20, 30], [1, 4], [1, 2])).toEqual([5, 25]);
});

test("a plane stays a plane away from the edges", () => {
  const source = Array.from({ length: 64 }, (_, i) => (i % 8) + 10 * Math.floor(i / 8));
  const target = resized(source, [8, 8], [28, 28]);
  const at = (y: number, x: number) => ((x + 0.5) * 8) / 28 - 0.5 + 10 * (((y + 0.5) * 8) / 28 - 0.5);
  for (const [y, x] of [
    [2, 2],
    [13, 20],
    [25, 25],
  ] as const)
    expect(target[y * 28 + x]).toBeCloseTo(at(y, x), 4);
});

test("channels are resized apart", () => {
  expect(resized([0, 100, 4, 200], [1, 2], [1, 4], 2)).toEqual([0, 100, 1, 125, 3, 175, 4, 200]);
});
