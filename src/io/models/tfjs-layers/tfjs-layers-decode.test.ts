import { describe, expect, it } from "vitest";
import { hasShared, sharedFile } from "../../../../test/shared-file.ts";
import { FailureError } from "../../../core/failure.ts";
import { outputShapes } from "../../../core/model/shapes.ts";
import { decodeLayersModel } from "./tfjs-layers-decode.ts";

type Entry = { name: string; shape: number[]; dtype?: string; quantization?: object; group?: string };

/** A model.json with these layers and one shard whose elements count up in steps of 1/8. */
function fileOf(topology: object, weights: Entry[]) {
  const size = weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  const values = Float32Array.from({ length: size }, (_, i) => i / 8);
  const manifest = weights.map((entry) => ({ dtype: "float32", ...entry }));
  return {
    json: {
      format: "layers-model",
      modelTopology: topology,
      weightsManifest: [{ paths: ["w.bin"], weights: manifest }],
    },
    shards: new Map([["w.bin", new Uint8Array(values.buffer)]]),
    values,
  };
}

const dense = (name: string, units: number, more: object = {}) => ({
  class_name: "Dense",
  config: { name, units, activation: "relu", use_bias: true, ...more },
});
const sequential = (...layers: object[]) => ({ class_name: "Sequential", config: { name: "s", layers } });
const twoByTwo = (name: string): Entry[] => [
  { name: `${name}/kernel`, shape: [2, 2] },
  { name: `${name}/bias`, shape: [2] },
];

function failureIn(run: () => unknown) {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof FailureError) return thrown.failure;
    throw thrown;
  }
  throw new Error("nothing failed");
}

describe("decodeLayersModel", () => {
  it("reads a Sequential of one dense layer, its input made from batch_input_shape", () => {
    const { json, shards, values } = fileOf(sequential(dense("d", 2, { batch_input_shape: [null, 2] })), twoByTwo("d"));
    const { model, origin } = decodeLayersModel(json, shards, "tiny");
    expect(model.layers.map(({ id, kind }) => [id, kind])).toEqual([
      ["d_input", "input"],
      ["d", "dense"],
    ]);
    const [, layer] = model.layers;
    expect(layer).toMatchObject({ activation: { name: "relu" }, inputs: ["d_input"] });
    expect(layer?.kind === "dense" && [...layer.weights.kernel.values]).toEqual([...values.slice(0, 4)]);
    expect(origin.json).toBe(json);
  });

  it("reads the bare list of layers that Keras 1 wrote", () => {
    const topology = { class_name: "Sequential", config: [dense("d", 2, { batch_input_shape: [null, 2] })] };
    const { json, shards } = fileOf({ model_config: topology }, twoByTwo("d"));
    expect(decodeLayersModel(json, shards, "tiny").model.output).toBe("d");
  });

  it("reads a functional model with branches, whatever the order of its layers", () => {
    const node = (...names: string[]) => [names.map((name) => [name, 0, 0, {}])];
    const layers = [
      { class_name: "Add", name: "sum", config: { name: "sum" }, inbound_nodes: node("a", "x") },
      { ...dense("a", 2), name: "a", inbound_nodes: node("x") },
      { class_name: "InputLayer", name: "x", config: { name: "x", batch_input_shape: [null, 2] }, inbound_nodes: [] },
      { class_name: "Concatenate", name: "cat", config: { name: "cat", axis: 1 }, inbound_nodes: node("sum", "x") },
    ];
    const config = { name: "f", layers, input_layers: [["x", 0, 0]], output_layers: [["cat", 0, 0]] };
    const { json, shards } = fileOf({ class_name: "Functional", config }, twoByTwo("a"));
    const { model } = decodeLayersModel(json, shards, "branches");
    expect(model.layers.map(({ id }) => id)).toEqual(["x", "a", "sum", "cat"]);
    expect(outputShapes(model).get("cat")).toEqual([4]);
  });

  it("reads the functional form of Keras 3 and says that tfjs cannot open it", () => {
    const tensorOf = (name: string) => ({
      class_name: "__keras_tensor__",
      config: { shape: [null, 2], keras_history: [name, 0, 0] },
    });
    const layers = [
      {
        module: "keras.layers",
        class_name: "InputLayer",
        name: "x",
        config: { name: "x", batch_shape: [null, 2] },
        inbound_nodes: [],
      },
      { ...dense("a", 2), name: "a", inbound_nodes: [{ args: [tensorOf("x")], kwargs: {} }] },
      {
        class_name: "Add",
        name: "s",
        config: { name: "s" },
        inbound_nodes: [{ args: [[tensorOf("a"), tensorOf("x")]], kwargs: {} }],
      },
    ];
    const config = { name: "f", layers, input_layers: ["x", 0, 0], output_layers: ["s", 0, 0] };
    const { json, shards } = fileOf({ class_name: "Functional", config }, twoByTwo("a"));
    const { model, origin } = decodeLayersModel(json, shards, "keras 3");
    expect(model.layers.at(-1)).toMatchObject({ kind: "add", inputs: ["a", "x"] });
    expect(origin.patchable).toBe(false);
  });

  it.each([
    ["model/d/kernel:0", "model/d/bias:0"],
    ["d/d/kernel", "d/d/bias"],
    ["d/0", "d/1"],
    ["d/kernel_1", "d/bias_1"],
  ])("finds the weights %s and %s", (kernel, bias) => {
    const { json, shards, values } = fileOf(sequential(dense("d", 2, { batch_input_shape: [null, 2] })), [
      { name: kernel, shape: [2, 2] },
      { name: bias, shape: [2] },
    ]);
    const layer = decodeLayersModel(json, shards, "tiny").model.layers[1];
    expect(layer?.kind === "dense" && [...(layer.weights.bias?.values ?? [])]).toEqual([...values.slice(4)]);
  });

  it("takes a layer named __proto__ for a layer like any other", () => {
    const { json, shards } = fileOf(
      sequential(dense("__proto__", 2, { batch_input_shape: [null, 2] }), dense("constructor", 2)),
      [...twoByTwo("__proto__"), ...twoByTwo("constructor")],
    );
    const { model } = decodeLayersModel(JSON.parse(JSON.stringify(json)), shards, "keys");
    expect(model.layers.map(({ id }) => id)).toEqual(["__proto___input", "__proto__", "constructor"]);
    expect(({} as Record<string, unknown>).units).toBeUndefined();
  });

  it("undoes the quantisation of uint8, uint16 and float16 weights", () => {
    const entries: Entry[] = [
      {
        name: "d/kernel",
        shape: [1, 2],
        quantization: { dtype: "uint8", scale: 0.5, min: -1, original_dtype: "float32" },
      },
      { name: "d/bias", shape: [2], quantization: { dtype: "float16", original_dtype: "float32" } },
    ];
    const { json } = fileOf(sequential(dense("d", 2, { batch_input_shape: [null, 1] })), entries);
    // 1.5 and -0.25 in half precision are 3e00 and b400
    const shards = new Map([["w.bin", Uint8Array.of(0, 6, 0x00, 0x3e, 0x00, 0xb4)]]);
    const layer = decodeLayersModel(json, shards, "q").model.layers[1];
    if (layer?.kind !== "dense") throw new Error("no dense layer");
    expect([...layer.weights.kernel.values]).toEqual([-1, 2]);
    expect([...(layer.weights.bias?.values ?? [])]).toEqual([1.5, -0.25]);
  });

  it("folds a Permute to channels first and its Flatten into one flatten", () => {
    const { json, shards } = fileOf(
      sequential(
        { class_name: "InputLayer", config: { name: "x", batch_input_shape: [null, 2, 3, 4] } },
        { class_name: "Permute", config: { name: "p", dims: [3, 1, 2] } },
        { class_name: "Flatten", config: { name: "f" } },
      ),
      [],
    );
    const { model } = decodeLayersModel(json, shards, "onnx way");
    expect(model.layers[1]).toEqual({ kind: "flatten", id: "f", inputs: ["x"], order: "channels-first" });
  });

  it("understands Keras' channels_first flatten where it is one of our orders, and refuses the others", () => {
    const flat = (...shape: number[]) =>
      fileOf(
        sequential(
          { class_name: "InputLayer", config: { name: "x", batch_input_shape: [null, ...shape] } },
          { class_name: "Flatten", config: { name: "f", data_format: "channels_first" } },
        ),
        [],
      );
    const order = ({ json, shards }: ReturnType<typeof flat>) => decodeLayersModel(json, shards, "f").model.layers[1];
    expect(order(flat(5, 4))).toMatchObject({ order: "channels-first" });
    expect(order(flat(5, 1, 4))).toMatchObject({ order: "channels-first" });
    expect(order(flat(1, 5, 4))).toMatchObject({ order: "channels-last" });
    expect(failureIn(() => order(flat(5, 5, 4))).kind).toBe("model-unsupported");
  });
});

describe("a model file that cannot be used", () => {
  const conv = (more: object) => ({
    class_name: "Conv2D",
    config: {
      name: "c",
      filters: 1,
      kernel_size: [1, 1],
      use_bias: false,
      batch_input_shape: [null, 4, 4, 1],
      ...more,
    },
  });
  const kernel: Entry[] = [{ name: "c/kernel", shape: [1, 1, 1, 1] }];

  it.each([
    [
      "an unknown layer",
      sequential({ class_name: "ConvLSTM2D", config: { name: "memory", batch_input_shape: [null, 4] } }),
      [],
      "model-unsupported",
      /"memory".*ConvLSTM2D/,
    ],
    [
      "channels_first",
      sequential(conv({ data_format: "channels_first" })),
      kernel,
      "model-unsupported",
      /channels_first/,
    ],
    ["groups that divide nothing", sequential(conv({ groups: 2 })), kernel, "model-invalid", /group/],
    ["an unknown activation", sequential(conv({ activation: "glu" })), kernel, "model-unsupported", /glu/],
    [
      "an activation named like a key of every object",
      sequential(conv({ activation: "toString" })),
      kernel,
      "model-unsupported",
      /toString/,
    ],
    [
      "an open input size",
      sequential(conv({ batch_input_shape: [null, null, null, 1] })),
      kernel,
      "file-incomplete",
      /any/,
    ],
    ["a kernel of another width", sequential(conv({ filters: 3 })), kernel, "model-invalid", /kernel/],
    [
      "a tensor of no layer",
      sequential(conv({})),
      [...kernel, { name: "ghost/kernel", shape: [1] }],
      "model-invalid",
      /ghost/,
    ],
    ["a layer without its weights", sequential(conv({ use_bias: true })), kernel, "model-invalid", /bias/],
    [
      "a dtype of text",
      sequential(conv({})),
      [{ name: "c/kernel", shape: [1, 1, 1, 1], dtype: "string" }],
      "model-unsupported",
      /string/,
    ],
    [
      "a model of a class of its own",
      { class_name: "MyModel", config: { layers: [] } },
      [],
      "model-unsupported",
      /MyModel/,
    ],
    ["no layers", sequential(), [], "model-invalid", /no layers/],
  ] as const)("says so: %s", (_, topology, weights, kind, words) => {
    const { json, shards } = fileOf(topology, weights as unknown as Entry[]);
    const failure = failureIn(() => decodeLayersModel(json, shards, "m"));
    expect(failure.kind).toBe(kind);
    expect(failure.message).toMatch(words);
    expect(failure.where).toBeTruthy();
  });

  it("names the shard that is cut off, with both sizes", () => {
    const { json } = fileOf(sequential(conv({})), kernel);
    const failure = failureIn(() => decodeLayersModel(json, new Map([["w.bin", new Uint8Array(3)]]), "m"));
    expect(failure).toMatchObject({ kind: "file-damaged", where: "w.bin" });
    expect(failure.message).toMatch(/3 bytes.*4/);
  });

  it("names the shard that is missing", () => {
    const { json } = fileOf(sequential(conv({})), kernel);
    expect(failureIn(() => decodeLayersModel(json, new Map(), "m"))).toMatchObject({
      kind: "file-incomplete",
      where: "w.bin",
    });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("names the tensor and the element that is %s", (bad) => {
    const { json } = fileOf(sequential(conv({})), kernel);
    const shards = new Map([["w.bin", new Uint8Array(Float32Array.of(bad).buffer)]]);
    expect(failureIn(() => decodeLayersModel(json, shards, "m"))).toMatchObject({
      kind: "model-invalid",
      where: "c/kernel, element 0",
    });
  });

  it("calls a graph-model by its name", () => {
    const failure = failureIn(() => decodeLayersModel({ format: "graph-model" }, new Map(), "g"));
    expect(failure.kind).toBe("file-unsupported");
    expect(failure.message).toMatch(/GraphModel/);
  });

  it.each([null, 3, "text", [], {}, { modelTopology: [] }, { modelTopology: { class_name: "Sequential", config: 5 } }])(
    "is a typed failure for the JSON %j",
    (json) => expect(failureIn(() => decodeLayersModel(json, new Map(), "m")).kind).toBe("model-invalid"),
  );

  it("refuses a network that runs in a circle and one with shared layers", () => {
    const node = (name: string) => [[name, 0, 0, {}]];
    const model = (inbound: unknown[]) => ({
      class_name: "Model",
      config: {
        name: "f",
        layers: [
          {
            class_name: "InputLayer",
            name: "x",
            config: { name: "x", batch_input_shape: [null, 2] },
            inbound_nodes: [],
          },
          { ...dense("a", 2), name: "a", inbound_nodes: inbound },
          {
            class_name: "Activation",
            name: "b",
            config: { name: "b", activation: "relu" },
            inbound_nodes: [node("a")],
          },
        ],
        input_layers: [["x", 0, 0]],
        output_layers: [["b", 0, 0]],
      },
    });
    const fail = (inbound: unknown[]) => {
      const { json, shards } = fileOf(model(inbound), twoByTwo("a"));
      return failureIn(() => decodeLayersModel(json, shards, "m"));
    };
    expect(fail([node("b")])).toMatchObject({ kind: "model-invalid" });
    expect(fail([node("x"), node("b")])).toMatchObject({ kind: "model-unsupported", where: "a" });
  });
});

describe.skipIf(!hasShared("models/tfjs-layers-digits-cnn/model.json"))(
  "the digits network of the shared models",
  () => {
    it("has the layers and tensors that its description lists", () => {
      const folder = "models/tfjs-layers-digits-cnn";
      const json = JSON.parse(new TextDecoder().decode(sharedFile(`${folder}/model.json`)));
      const shards = new Map([["group1-shard1of1.bin", sharedFile(`${folder}/group1-shard1of1.bin`)]]);
      const { model, origin } = decodeLayersModel(json, shards, "digits");
      const listed = JSON.parse(new TextDecoder().decode(sharedFile(`${folder}/layers.json`)))["model.json"];
      expect(model.layers.slice(1).map(({ id }) => id)).toEqual(
        listed[0].layers.map((layer: { name: string }) => layer.name),
      );
      expect(origin.tensors.map(({ name }) => name)).toEqual(
        listed[1].tensors.map((entry: { name: string }) => entry.name),
      );
      expect(outputShapes(model).get(model.output)).toEqual([10]);
    });
  },
);
