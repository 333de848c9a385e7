import { expect, test } from "vitest";
import { measuredValues } from "./measure-values.ts";
import { plainPairing } from "./pairing.ts";
import { valuesFor } from "./values-for.ts";

const rows = Int32Array.from({ length: 50 }, (_, row) => row);
const habits = { tokens: false, rescales: false, standardises: false };

/** 50 examples whose numbers have a mean and deviation of their own in each of their channels. */
function examples(shape: number[], levels: readonly (readonly [number, number])[], range: readonly [number, number]) {
  const size = shape.reduce((product, length) => product * length, 1);
  const inputs = Float32Array.from({ length: 50 * size }, (_, i) => {
    const [mean, deviation] = levels[i % levels.length]!;
    return mean + (Math.floor(i / levels.length) % 2 === 0 ? deviation : -deviation);
  });
  return { name: "toy", shape, inputs, range };
}
const image = (side: number) => ({
  ...plainPairing,
  image: { plane: [side, side] as const, order: "channels-last" as const },
});
const ids = (...args: Parameters<typeof valuesFor>) => valuesFor(...args).map(({ id }) => id);

test("grey images like MNIST's may have MNIST's numbers, and PyTorch's networks most likely do", () => {
  const digits = examples([28, 28], [[33.3, 78.6]], [0, 255]);
  const common = ids(digits, image(28), [28, 28, 1], rows, habits);
  expect(common.slice(0, 2)).toEqual(["by-255", "mnist"]);
  expect(common).toContain("columns");
  expect(common).not.toContain("own");
  expect(ids(digits, image(28), [28, 28, 1], rows, { ...habits, standardises: true })[0]).toBe("mnist");
});

test("images unlike any published set are standardised by their own numbers", () => {
  const dark = examples([28, 28], [[10, 5]], [0, 255]);
  const common = ids(dark, image(28), [28, 28, 1], rows, habits);
  expect(common).toContain("own");
  expect(common).not.toContain("mnist");
});

test("colour images may always have ImageNet's numbers, and Caffe's with their colours reversed", () => {
  const photographs = examples(
    [96, 96, 3],
    [
      [110, 60],
      [90, 70],
      [80, 50],
    ],
    [0, 255],
  );
  const common = ids(photographs, image(96), [96, 96, 3], rows, habits);
  expect(common).toContain("imagenet");
  expect(common).not.toContain("caffe");
  expect(ids(photographs, { ...image(96), channels: "reversed" }, [96, 96, 3], rows, habits)).toContain("caffe");
});

test("a network that scales its inputs itself most likely reads bytes", () => {
  const digits = examples([28, 28], [[33.3, 78.6]], [0, 255]);
  expect(ids(digits, image(28), [28, 28, 1], rows, { ...habits, rescales: true })[0]).toBe("as-is");
});

test("columns of a table are scaled one by one, token numbers not at all", () => {
  const table = examples(
    [2],
    [
      [5, 1],
      [1000, 50],
    ],
    [4, 1050],
  );
  expect(ids(table, plainPairing, [2], rows, habits)).toEqual(["as-is", "own-features", "own-ranges", "whole"]);
  expect(ids(table, plainPairing, [2], rows, { ...habits, tokens: true })).toEqual(["as-is"]);
});

test("columns are measured one by one, and one that does not vary is only shifted", () => {
  const table = examples(
    [3],
    [
      [5, 1],
      [1000, 50],
      [7, 0],
    ],
    [4, 1050],
  );
  const measure = (what: "mean-and-deviation" | "least-and-most") =>
    measuredValues(table, plainPairing, [3], rows, { what, per: "feature" });
  expect(measure("mean-and-deviation")).toMatchObject({ scale: [1, 1 / 50, 1], offset: [-5, -20, -7] });
  expect(measure("least-and-most")).toMatchObject({ scale: [1 / 2, 1 / 100, 1], offset: [-2, -9.5, -7] });
  const two = examples(
    [2, 2, 2],
    [
      [1, 1],
      [10, 2],
    ],
    [0, 12],
  );
  const channels = measuredValues(two, image(2), [2, 2, 2], rows, { what: "mean-and-deviation", per: "channel" });
  expect(channels).toMatchObject({
    scale: [expect.closeTo(1, 9), expect.closeTo(0.5, 9)],
    offset: [expect.closeTo(-1, 9), expect.closeTo(-5, 9)],
  });
});
