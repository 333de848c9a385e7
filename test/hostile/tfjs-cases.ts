import { floats, type HostileCase, loose, utf8 } from "./hostile-case.ts";

type Json = Record<string, unknown>;

const dense = (name: string, units: number, more: Json = {}): Json => ({
  class_name: "Dense",
  config: { name, units, activation: "relu", use_bias: false, ...more },
});

/** A Sequential of one dense layer, 3 to 2; parts may be replaced. */
function layersModel({
  layers,
  weights,
  paths,
  root,
}: {
  layers?: unknown;
  weights?: unknown;
  paths?: unknown;
  root?: Json;
} = {}): string {
  return JSON.stringify({
    format: "layers-model",
    modelTopology: {
      class_name: "Sequential",
      config: { name: "net", layers: layers ?? [dense("d", 2, { batch_input_shape: [null, 3] })] },
    },
    weightsManifest: [
      { paths: paths ?? ["w.bin"], weights: weights ?? [{ name: "d/kernel", shape: [3, 2], dtype: "float32" }] },
    ],
    ...root,
  });
}

const good = floats(1, 2, 3, 4, 5, 6);

const model = (name: string, json: string, shard: Uint8Array = good): HostileCase => ({
  name,
  files: [
    { name: "model.json", bytes: utf8(json) },
    { name: "w.bin", bytes: shard },
  ],
});

const kernel = (change: Json) =>
  layersModel({ weights: [{ name: "d/kernel", shape: [3, 2], dtype: "float32", ...change }] });

const functional = (layers: readonly Json[], more: Json = {}): string =>
  layersModel({
    root: {
      modelTopology: {
        class_name: "Model",
        config: { name: "net", layers, input_layers: [["in", 0, 0]], output_layers: [["d", 0, 0]], ...more },
      },
    },
  });

const input = {
  class_name: "InputLayer",
  name: "in",
  config: { name: "in", batch_input_shape: [null, 3] },
  inbound_nodes: [],
};
const called = (name: string, from: string): Json => ({ ...dense(name, 2), name, inbound_nodes: [[[from, 0, 0, {}]]] });

/** A constant of its own takes the weights where none are named. */
const graph = (
  node: readonly Json[],
  weights: readonly Json[] = [{ name: "spare", shape: [3, 2], dtype: "float32" }],
): string =>
  JSON.stringify({
    format: "graph-model",
    modelTopology: { node, versions: {} },
    weightsManifest: [{ paths: ["w.bin"], weights }],
  });
const placeholder = {
  name: "x",
  op: "Placeholder",
  attr: { dtype: { type: "DT_FLOAT" }, shape: { shape: { dim: [{ size: "-1" }, { size: "3" }] } } },
};
const constant = { name: "k", op: "Const", attr: { dtype: { type: "DT_FLOAT" } } };
const k = { name: "k", shape: [3, 2], dtype: "float32" };

/** tfjs models that contradict themselves. */
export const tfjsCases: readonly HostileCase[] = [
  loose("a model.json that is no JSON", "model.json", `${layersModel().slice(0, 80)}`),
  loose("JSON nested a hundred thousand deep", "model.json", `${"[".repeat(100_000)}${"]".repeat(100_000)}`),
  loose("JSON without a model", "model.json", '{"hello": "world"}'),
  loose("a model.json without its weights", "model.json", layersModel()),
  loose(
    "weights without their model.json",
    "w.bin",
    Uint8Array.from(good, (byte) => byte ^ 0x81),
  ),
  model("a shard that is too short", layersModel(), good.subarray(0, 20)),
  model("a shard that is too long", layersModel(), Uint8Array.from([...good, ...good])),
  model("a NaN among the weights", layersModel(), floats(1, 2, Number.NaN, 4, 5, 6)),
  model("an infinite weight", layersModel(), floats(1, 2, 3, 4, 5, Number.POSITIVE_INFINITY)),
  model("a tensor that declares a billion billion numbers", kernel({ shape: [2 ** 30, 2 ** 30] })),
  model("a tensor with a negative axis", kernel({ shape: [-3, 2] })),
  model("a tensor with half an axis", kernel({ shape: [1.5, 4] })),
  model("a tensor of texts", kernel({ dtype: "string" })),
  model("a tensor that no layer has", kernel({ name: "other/kernel" })),
  model("a tensor quantised without a scale", kernel({ quantization: { dtype: "uint8" } }), good.subarray(0, 6)),
  model("a kernel of another width", layersModel({ layers: [dense("d", 5, { batch_input_shape: [null, 3] })] })),
  model("a kernel for another input", layersModel({ layers: [dense("d", 2, { batch_input_shape: [null, 4] })] })),
  model(
    "a Lambda layer",
    layersModel({
      layers: [{ class_name: "Lambda", config: { name: "l", batch_input_shape: [null, 3] } }, dense("d", 2)],
    }),
  ),
  model(
    "a layer of an unknown class",
    layersModel({
      layers: [{ class_name: "Capsule", config: { name: "l", batch_input_shape: [null, 3] } }, dense("d", 2)],
    }),
  ),
  model(
    "an activation that nobody knows",
    layersModel({ layers: [dense("d", 2, { batch_input_shape: [null, 3], activation: "wobble" })] }),
  ),
  model(
    "two layers of one name",
    layersModel({ layers: [dense("d", 2, { batch_input_shape: [null, 3] }), dense("d", 2)] }),
  ),
  model("a Sequential of no layers", layersModel({ layers: [] })),
  model("layers that are no list", layersModel({ layers: 7 })),
  model("an input without a size", layersModel({ layers: [dense("d", 2)] })),
  model("an input with an axis of zero", layersModel({ layers: [dense("d", 2, { batch_input_shape: [null, 0] })] })),
  model("a network that bites its tail", functional([input, called("d", "e"), called("e", "d")])),
  model("a layer that reads one that is not there", functional([input, called("d", "nowhere")])),
  model(
    "a network with two inputs",
    functional([input, { ...input, name: "in2", config: { ...input.config, name: "in2" } }, called("d", "in")], {
      input_layers: [
        ["in", 0, 0],
        ["in2", 0, 0],
      ],
    }),
  ),
  model(
    "keys named __proto__ in place of a model",
    `{"format":"layers-model","__proto__":{"modelTopology":{}},"constructor":{"prototype":{}}}`,
  ),
  model("a weights path that climbs out", layersModel({ paths: ["../../etc/passwd"] })),
  model("a graph with an op that nobody knows", graph([placeholder, { name: "y", op: "Frobnicate", input: ["x"] }])),
  model("a graph with a loop", graph([placeholder, { name: "y", op: "While", input: ["x"] }])),
  model(
    "a graph that bites its tail",
    graph([placeholder, { name: "a", op: "Relu", input: ["b"] }, { name: "b", op: "Relu", input: ["a"] }]),
  ),
  model(
    "a graph whose node reads one that is not there",
    graph([placeholder, { name: "a", op: "Relu", input: ["nowhere"] }]),
  ),
  model("a graph without an input", graph([constant, { name: "y", op: "Relu", input: ["k"] }], [k])),
  model(
    "a graph whose constant has no weights",
    graph([placeholder, constant, { name: "y", op: "MatMul", input: ["x", "k"] }]),
  ),
  model(
    "a graph whose matrix does not fit",
    graph([placeholder, constant, { name: "y", op: "MatMul", input: ["x", "k"] }], [{ ...k, shape: [2, 3] }]),
  ),
];
