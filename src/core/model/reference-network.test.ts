import { describe, expect, it } from "vitest";
import {
  activate,
  add,
  batchNorm,
  concat,
  conv,
  dense,
  depthwise,
  flatten,
  globalPool,
  input,
  lenet,
  network,
  pool,
  tensor,
} from "../../../test/layers.ts";
import type { DependencyGraph } from "../dependency/dependency-graph.ts";
import type { Layer } from "./model.ts";
import { referenceActivations, runReference } from "./reference-network.ts";

/** Output of one layer without activation on one example, rounded to 6 decimals. */
function through(shape: number[], values: number[], ...layers: Layer[]): number[] {
  const output = runReference(network(input(shape), ...layers), Float32Array.from(values), 1);
  return [...output].map((y) => Math.round(y * 1e6) / 1e6);
}
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const bare = (kernel: readonly number[], values: readonly number[]) => ({ kernel: tensor(kernel, values) });

describe("each layer, by hand", () => {
  it("dense acts on the last axis of every place", () => {
    const layer = {
      ...dense("d", "input", 2, 1),
      weights: { kernel: tensor([2, 1], [10, 1]), bias: tensor([1], [0.5]) },
    };
    expect(through([2, 2], [1, 2, 3, 4], layer)).toEqual([12.5, 34.5]);
  });

  it("a convolution correlates, it does not flip its kernel", () => {
    const layer = { ...conv("c", "input", [3, 1, 1]), weights: bare([3, 1, 1], [100, 10, 1]) };
    expect(through([4, 1], [1, 2, 3, 4], layer)).toEqual([123, 234]);
    expect(through([4, 1], [1, 2, 3, 4], { ...layer, padding: "same" })).toEqual([12, 123, 234, 340]);
    expect(through([4, 1], [1, 2, 3, 4], { ...layer, padding: "causal" })).toEqual([1, 12, 123, 234]);
    expect(through([4, 1], [1, 2, 3, 4], { ...layer, padding: "same", strides: [2] })).toEqual([123, 340]);
    expect(through([5, 1], upTo(5), { ...layer, dilation: [2] })).toEqual([135]);
  });

  it("a convolution pads behind where only one side is padded, and sums over its channels", () => {
    const layer = { ...conv("c", "input", [2, 2, 1, 1]), weights: bare([2, 2, 1, 1], [1000, 100, 10, 1]) };
    expect(through([2, 2, 1], upTo(4), { ...layer, padding: "same" })).toEqual([1234, 2040, 3400, 4000]);
    const two = { ...conv("c", "input", [1, 1, 2, 2]), weights: bare([1, 1, 2, 2], [1, 2, 10, 20]) };
    expect(through([1, 2, 2], upTo(4), two)).toEqual([21, 42, 43, 86]);
  });

  it("a depthwise convolution keeps its channels apart, multipliers side by side", () => {
    const layer = { ...depthwise("d", "input", [1, 2, 2, 2]), weights: bare([1, 2, 2, 2], upTo(8)) };
    // channel 0 is 1, 3 and channel 1 is 2, 4
    expect(through([1, 2, 2], upTo(4), layer)).toEqual([1 + 15, 2 + 18, 6 + 28, 8 + 32]);
  });

  it("a norm uses the moving statistics, with and without gamma and beta", () => {
    const [mean, variance] = [tensor([2], [1, 2]), tensor([2], [3, 0])];
    const norm = { ...batchNorm("n", "input", 2), epsilon: 1, weights: { mean, variance } };
    expect(through([2], [5, 5], norm)).toEqual([2, 3]);
    const weights = { mean, variance, gamma: tensor([2], [10, 1]), beta: tensor([2], [0, -1]) };
    expect(through([2], [5, 5], { ...norm, weights })).toEqual([20, 2]);
  });

  it("pools leave padding out", () => {
    const mean = { ...pool("p", "input", [2], "average"), padding: "same" } as const;
    expect(through([3, 1], [1, 3, 8], mean)).toEqual([2, 8]);
    expect(through([3, 1], [-1, -3, -8], { ...mean, operation: "max" })).toEqual([-1, -8]);
    expect(through([2, 2, 1], upTo(4), { ...pool("p", "input", [2, 2]), strides: [1, 1], padding: "same" })).toEqual([
      4, 4, 4, 4,
    ]);
    expect(through([2, 2, 2], upTo(8), globalPool("g", "input"))).toEqual([4, 5]);
  });

  it("flatten reads places first or channels first", () => {
    expect(through([2, 2], upTo(4), flatten("f", "input"))).toEqual([1, 2, 3, 4]);
    expect(through([2, 2], upTo(4), flatten("f", "input", "channels-first"))).toEqual([1, 3, 2, 4]);
  });

  it("zero padding surrounds each channel", () => {
    const layer = (padding: [number, number][]): Layer => ({
      id: "z",
      kind: "zero-padding",
      inputs: ["input"],
      padding,
    });
    expect(through([2, 1], [1, 2], layer([[1, 2]]))).toEqual([0, 1, 2, 0, 0]);
    expect(
      through(
        [1, 2, 1],
        [1, 2],
        layer([
          [1, 0],
          [0, 1],
        ]),
      ),
    ).toEqual([0, 0, 0, 1, 2, 0]);
  });

  it("add and concat join their inputs", () => {
    expect(through([2, 1], [1, 2], add("a", "input", "input", "input"))).toEqual([3, 6]);
    expect(through([2, 2], upTo(4), pool("p", "input", [1]), concat("c", "p", "input"))).toEqual([
      1, 2, 1, 2, 3, 4, 3, 4,
    ]);
  });

  it("softmax runs over the channels of each place", () => {
    expect(through([2, 2], [1, 1, 0, Math.log(3)], activate("s", "input", "softmax"))).toEqual([0.5, 0.5, 0.25, 0.75]);
  });
});

describe("a whole network", () => {
  const images = Float32Array.from({ length: 2 * 784 }, (_, i) => Math.sin(i / 9) ** 2);

  it("gives each example the same numbers alone and in company", () => {
    const both = runReference(lenet(), images, 2);
    expect([...both.subarray(10)]).toEqual([...runReference(lenet(), images.subarray(784), 1)]);
    expect(both.subarray(0, 10).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6);
  });

  it("shows every layer's output", () => {
    const activations = referenceActivations(lenet(), images, 2);
    expect(activations.get("pool2")?.length).toBe(2 * 5 * 5 * 16);
    expect([...Float32Array.from(activations.get("output")!)]).toEqual([...runReference(lenet(), images, 2)]);
  });

  it("refuses inputs of another length", () => {
    expect(() => runReference(lenet(), images, 3)).toThrow(RangeError);
  });

  it("masks units where they are read, not where they are made", () => {
    const model = network(
      input([1]),
      { ...dense("a", "input", 1, 2, "sigmoid"), weights: bare([1, 2], [0, 0]) },
      { ...dense("b", "a", 2, 1), weights: bare([2, 1], [1, 10]) },
    );
    const graph: DependencyGraph = {
      groups: [{ id: "a", width: 2, producers: ["a"], couplings: [] }],
      frozen: [],
      unitOffset: Int32Array.of(0, 2),
      maskSites: [{ consumer: "b", units: Int32Array.of(0, 1) }],
    };
    const run = (...units: number[]) =>
      runReference(model, Float32Array.of(1), 1, { mask: { graph, units: Float64Array.from(units) } })[0];
    expect([run(1, 1), run(0, 1), run(1, 0), run(0, 0), run(2, 0)]).toEqual([5.5, 5, 0.5, 0, 1]);
  });

  it("lets an observer write into a layer's output", () => {
    const model = network(input([1]), activate("a", "input", "linear"), activate("b", "a", "linear"));
    const alter = (layer: string, output: Float64Array) => {
      if (layer === "a") output[0] = 7;
    };
    expect(runReference(model, Float32Array.of(1), 1, { alter })[0]).toBe(7);
  });
});
