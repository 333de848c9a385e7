import { expect, it } from "vitest";
import { attention, input, network, tensor } from "../../../test/layers.ts";
import { through } from "../../../test/through.ts";
import { runReference } from "./reference-network.ts";
import type { AttentionLayer } from "./sequence-layers.ts";

const identity = (size: number, scale = 1) =>
  tensor(
    [size, size],
    Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? scale : 0)),
  );

const plain: AttentionLayer = {
  ...attention("a", "input", 1, 2, 2),
  weights: {
    queryKernel: identity(2),
    keyKernel: identity(2),
    valueKernel: identity(2, 10),
    outputKernel: identity(2),
  },
};

it("weighs values by the softmax of scaled scores", () => {
  // steps (1, 0) and (0, 1): each scores 1 / sqrt(2) with itself, 0 with the other
  const own = Math.exp(Math.SQRT1_2) / (Math.exp(Math.SQRT1_2) + 1);
  const got = through([2, 2], [1, 0, 0, 1], plain);
  [own, 1 - own, 1 - own, own].forEach((share, i) => {
    expect(got[i]).toBeCloseTo(10 * share, 5);
  });
});

it("sees nothing that comes later where it is causal", () => {
  const got = through([2, 2], [1, 0, 0, 1], { ...plain, causal: true });
  expect(got.slice(0, 2)).toEqual([10, 0]);
  expect(got.slice(2)).toEqual(through([2, 2], [1, 0, 0, 1], plain).slice(2));
});

it("gives each head its own part of the kernels", () => {
  // two heads of size 1: head 0 scores and gathers channel 0 only, head 1 channel 1
  const got = through([2, 2], [1, 0, 0, 2], { ...plain, heads: 2 });
  const share = (score: number) => Math.exp(score) / (Math.exp(score) + 1);
  // query (1, 0): head 0 scores 1 and 0; head 1 scores 0 and 0
  [10 * share(1), 10, 5, 20 * share(4)].forEach((y, i) => {
    expect(got[i]).toBeCloseTo(y, 5);
  });
});

it("adds its biases, of every projection", () => {
  const zero = tensor([2, 2], [0, 0, 0, 0]);
  const bias = (x: number, y: number) => tensor([2], [x, y]);
  const layer: AttentionLayer = {
    ...plain,
    weights: {
      ...{ queryKernel: zero, keyKernel: zero, valueKernel: zero, outputKernel: identity(2, 3) },
      ...{ queryBias: bias(1, 2), keyBias: bias(3, 4), valueBias: bias(5, 6), outputBias: bias(0.5, -0.5) },
    },
  };
  expect(through([2, 2], [1, 2, 3, 4], layer)).toEqual([15.5, 17.5, 15.5, 17.5]);
});

it("may ask one sequence and answer from another, with keys of their own", () => {
  const slice = { id: "first", kind: "slice", inputs: ["input"], begin: [0], size: [1], strides: [1] } as const;
  const doubled = { id: "keys", kind: "rescaling", inputs: ["input"], scale: 2, offset: 0 } as const;
  const one = through([2, 2], [1, 0, 0, 1], slice, { ...plain, inputs: ["first", "input"] });
  expect(one).toEqual(through([2, 2], [1, 0, 0, 1], plain).slice(0, 2));
  const keyed = through([2, 2], [1, 0, 0, 1], doubled, { ...plain, inputs: ["input", "input", "keys"] });
  expect(keyed[0]).toBeCloseTo((10 * Math.exp(Math.SQRT2)) / (Math.exp(Math.SQRT2) + 1), 5);
});

it("gives each example the same numbers alone and in company", () => {
  const model = network(input([3, 4]), attention("a", "input", 2, 4, 3));
  const inputs = Float32Array.from({ length: 24 }, (_, i) => Math.sin(i));
  const both = runReference(model, inputs, 2);
  expect([...both.subarray(12)]).toEqual([...runReference(model, inputs.subarray(12), 1)]);
});

it("refuses heads that do not divide its kernels", () => {
  expect(() => through([2, 2], [1, 0, 0, 1], { ...plain, heads: 3 })).toThrow(/3 heads.*divides the 2 columns/);
});
