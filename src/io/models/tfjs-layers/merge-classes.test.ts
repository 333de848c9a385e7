import { expect, it } from "vitest";
import { runReference } from "../../../core/model/reference-network.ts";
import { decodeLayers } from "./decode-layers.ts";
import { readTopology } from "./tfjs-topology.ts";

const tensor = (layer: string) => ({
  class_name: "__keras_tensor__",
  config: { shape: [null, 2], dtype: "float32", keras_history: [layer, 0, 0] },
});

/** A model as Keras 3 writes it whose only layer is called with a tensor and a number. */
const called = (className: string, args: readonly unknown[]) => ({
  class_name: "Functional",
  config: {
    name: "net",
    layers: [
      { class_name: "InputLayer", config: { batch_shape: [null, 2], name: "x" }, name: "x", inbound_nodes: [] },
      { class_name: className, config: { name: "y" }, name: "y", inbound_nodes: [{ args, kwargs: {} }] },
    ],
    input_layers: [["x", 0, 0]],
    output_layers: [["y", 0, 0]],
  },
});
const decoded = (className: string, args: readonly unknown[]) =>
  decodeLayers(readTopology(called(className, args)), new Map(), { name: "net", keras3: true, example: null });

it.each([
  ["Add", [tensor("x"), 3], [4, 5]],
  ["Add", [3, tensor("x")], [4, 5]],
  ["Subtract", [tensor("x"), 3], [-2, -1]],
  ["Subtract", [3, tensor("x")], [2, 1]],
  ["Multiply", [tensor("x"), 0.5], [0.5, 1]],
] as const)("%s joins a tensor with a number", (className, args, outputs) => {
  expect([...runReference(decoded(className, args), Float32Array.of(1, 2), 1)]).toEqual(outputs);
});

it.each([
  ["Maximum", [tensor("x"), 3]],
  ["Add", [tensor("x"), { class_name: "__numpy__", config: { value: [1, 2] } }]],
  ["Add", [tensor("x")]],
] as const)("%s with something else is refused", (className, args) => {
  expect(() => decoded(className, args)).toThrow(/joins a tensor with/);
});
