import { expect, it } from "vitest";
import { add, conv, dense, globalPool, input, lenet, network, tensor } from "../../../test/layers.ts";
import { dependencyGraphOf } from "./dependency-graph-of.ts";
import { unitKernels } from "./unit-kernels.ts";

it("reads a filter channel by channel and a neuron's weights in order", () => {
  const model = lenet();
  const { groups } = dependencyGraphOf(model);
  const conv2 = groups.find(({ id }) => id === "conv2")!;
  const [filter, ...others] = unitKernels(model, conv2, 3);
  expect(others).toEqual([]);
  const layer = model.layers.find(({ id }) => id === "conv2")!;
  const kernel = layer.kind === "conv" ? layer.weights.kernel : tensor([0], []);
  const [height, width, inputs, filters] = kernel.shape as [number, number, number, number];
  expect(filter).toMatchObject({ layer: "conv2", window: [height, width], inputs });
  expect(filter?.values).toHaveLength(height * width * inputs);
  expect(filter?.values[7]).toBe(kernel.values[7 * filters + 3]);
});

it("has a kernel of every layer that an addition couples", () => {
  const model = network(
    input([4, 4, 2]),
    conv("a", "input", [3, 3, 2, 4]),
    conv("b", "input", [3, 3, 2, 4]),
    add("sum", "a", "b"),
    globalPool("pool", "sum"),
    dense("out", "pool", 4, 2, "softmax"),
  );
  const [group] = dependencyGraphOf(model).groups;
  expect(unitKernels(model, group!, 1).map(({ layer, inputs }) => [layer, inputs])).toEqual([
    ["a", 2],
    ["b", 2],
  ]);
});
