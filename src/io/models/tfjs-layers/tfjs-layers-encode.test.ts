import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import {
  activate,
  add,
  batchNorm,
  concat,
  conv,
  dense,
  depthwise,
  dropout,
  flatten,
  globalPool,
  input,
  lenet,
  network,
  pool,
} from "../../../../test/layers.ts";
import { randomInputs, randomModel } from "../../../../test/random-model.ts";
import { hasShared, sharedFile } from "../../../../test/shared-file.ts";
import { FailureError } from "../../../core/failure.ts";
import type { Layer, Model, Tensor } from "../../../core/model/model.ts";
import { runReference } from "../../../core/model/reference-network.ts";
import { inputOf } from "../../../core/model/shapes.ts";
import { seededRandom } from "../../../core/random/random-source.ts";
import { decodeLayersModel } from "./tfjs-layers-decode.ts";
import { type EncodedModel, encodeLayersModel } from "./tfjs-layers-encode.ts";

function reopen(files: EncodedModel, name = "test") {
  const shards = new Map(files.shards.map((shard) => [shard.name, shard.bytes]));
  return decodeLayersModel(JSON.parse(files["model.json"]), shards, name);
}

/** Largest |difference| between tf.loadLayersModel of the files and the reference network of the model. */
async function differenceInTfjs(files: EncodedModel, model: Model): Promise<number> {
  const json = JSON.parse(files["model.json"]);
  const weightData = Uint8Array.from(files.shards.flatMap(({ bytes }) => [...bytes])).buffer;
  const opened = await tf.loadLayersModel(
    tf.io.fromMemory({ modelTopology: json.modelTopology, weightSpecs: json.weightsManifest[0].weights, weightData }),
  );
  const { shape } = inputOf(model);
  const examples = 2;
  const size = examples * shape.reduce((product, axis) => product * axis, 1);
  const random = seededRandom(5, "examples");
  const inputs = Float32Array.from({ length: size }, () => random.uniform() * 2 - 1);
  const outputs = opened.predict(tf.tensor(inputs, [examples, ...shape])) as tf.Tensor;
  const theirs = await outputs.data();
  opened.dispose();
  return Math.max(
    ...runReference(model, inputs, examples).map((value, i) => Math.abs(value - (theirs[i] ?? Number.NaN))),
  );
}

const branches = network(
  input([6, 6, 3]),
  { ...conv("stem", "input", [3, 3, 3, 4], "relu"), padding: "same" },
  batchNorm("norm", "stem", 4),
  activate("act", "norm", "relu6"),
  { ...conv("left", "act", [1, 1, 4, 4], "silu"), padding: "same" },
  {
    id: "pad",
    kind: "zero-padding",
    inputs: ["act"],
    padding: [
      [1, 1],
      [0, 2],
    ],
  },
  depthwise("deep", "pad", [3, 3, 4, 1]),
  add("sum", "left", "deep"),
  concat("cat", "sum", "act"),
  dropout("drop", "cat"),
  globalPool("pooled", "drop"),
  dense("out", "pooled", 8, 3, "softmax"),
);

const sequence = network(
  input([9, 2]),
  conv("c", "input", [3, 2, 5], "tanh"),
  pool("p", "c", [2], "average"),
  activate("e", "p", "elu"),
  flatten("f", "e"),
  dense("d", "f", 15, 4, "log-softmax"),
);

/** An activation that tfjs has no attribute for, and a flatten in PyTorch's order. */
const foreign = network(
  input([5, 4, 2]),
  { ...conv("c", "input", [2, 2, 2, 3]), activation: { name: "leaky-relu", alpha: 0.1 } },
  flatten("f", "c", "channels-first"),
  dense("d", "f", 36, 2, "gelu"),
);

beforeAll(async () => {
  await tf.setBackend("cpu");
});

describe("encodeLayersModel with a fresh topology", () => {
  it.each([
    ["LeNet-5", lenet()],
    ["branches", branches],
    ["a sequence", sequence],
  ])("gives back the same model when it is decoded: %s", (_, model) => {
    expect(reopen(encodeLayersModel(model, null)).model).toEqual(model);
  });

  it.each([
    ["LeNet-5", lenet()],
    ["branches", branches],
    ["a sequence", sequence],
    ["foreign layers", foreign],
  ])("opens in tf.loadLayersModel with the reference network's predictions: %s", async (_, model) => {
    expect(await differenceInTfjs(encodeLayersModel(model, null), model)).toBeLessThan(1e-5);
  });

  it("keeps the predictions of layers that need two in tfjs", () => {
    const again = reopen(encodeLayersModel(foreign, null)).model;
    const inputs = Float32Array.from({ length: 40 }, (_, i) => Math.sin(i));
    expect(runReference(again, inputs, 1)).toEqual(runReference(foreign, inputs, 1));
    expect(again.layers.find(({ id }) => id === "f")).toMatchObject({ order: "channels-first" });
  });

  it.each([
    ["causal padding", network(input([4, 1]), { ...conv("c", "input", [2, 1, 1]), padding: "causal" })],
    ["gelu-tanh", network(input([4]), activate("a", "input", "gelu-tanh"))],
    [
      "zeros around a sequence",
      network(input([4, 1]), { id: "z", kind: "zero-padding", inputs: ["input"], padding: [[1, 1]] }),
    ],
  ] as const)("refuses what tfjs cannot open: %s", (_, model) => {
    expect(() => encodeLayersModel(model, null)).toThrow(FailureError);
  });
});

/** The random network without the two things that no tfjs file can say. */
function expressible(model: Model): Model {
  const layers = model.layers.map((layer): Layer => {
    const plain =
      "activation" in layer && layer.activation.name === "gelu-tanh"
        ? { ...layer, activation: { name: "gelu" } as const }
        : layer;
    return plain.kind === "conv" && plain.padding === "causal" ? { ...plain, padding: "same" } : plain;
  });
  return { ...model, layers };
}

describe("encodeLayersModel on random networks", () => {
  it("keeps every prediction through the file, and through the file that was decoded from it", () => {
    let written = 0;
    for (let seed = 0; seed < 60; seed++) {
      const random = seededRandom(seed, "encode");
      const model = expressible(randomModel(random));
      const zeros = model.layers.some((layer) => layer.kind === "zero-padding" && layer.padding.length === 1);
      const kept = model.layers.some((layer) => layer.kind === "global-pool" && layer.keepAxes);
      if (zeros || kept) continue;
      const inputs = randomInputs(inputOf(model).shape, 1, random);
      const { model: once, origin } = reopen(encodeLayersModel(model, null));
      const twice = reopen(encodeLayersModel(once, origin)).model;
      expect(runReference(once, inputs, 1)).toEqual(runReference(model, inputs, 1));
      expect(twice).toEqual(once);
      written++;
    }
    expect(written).toBeGreaterThan(20);
  });
});

function firstUnits(tensor: Tensor, axis: number, count: number): Tensor {
  const shape = tensor.shape.map((length, i) => (i === axis ? count : length));
  const inner = tensor.shape.slice(axis + 1).reduce((product, length) => product * length, 1);
  const width = tensor.shape[axis];
  const kept = tensor.values.filter((_, i) => Math.floor(i / inner) % width < count);
  return { shape, values: kept };
}

/** The dense layer `at` cut to its first units, and what reads it cut accordingly. */
function cutDense(model: Model, at: string, reader: string, count: number): Model {
  const layers = model.layers.map((layer): Layer => {
    if (layer.kind !== "dense") return layer;
    const { kernel, bias } = layer.weights;
    if (layer.id === at && bias !== undefined)
      return { ...layer, weights: { kernel: firstUnits(kernel, 1, count), bias: firstUnits(bias, 0, count) } };
    return layer.id === reader
      ? { ...layer, weights: { ...layer.weights, kernel: firstUnits(kernel, 0, count) } }
      : layer;
  });
  return { ...model, layers };
}

describe("encodeLayersModel into the file that the model came from", () => {
  const first = reopen(encodeLayersModel(lenet(), null));

  it("gives back the same bytes when nothing changed", () => {
    expect(encodeLayersModel(first.model, first.origin)).toEqual(encodeLayersModel(lenet(), null));
  });

  it("changes widths and the manifest, and nothing else", () => {
    const json = structuredClone(first.origin.json) as Record<string, unknown>;
    json.userDefinedMetadata = JSON.parse('{ "author": "somebody", "__proto__": 1 }');
    const origin = { ...first.origin, json };
    const small = cutDense(first.model, "dense1", "dense2", 30);
    const files = encodeLayersModel(small, origin);
    const written = JSON.parse(files["model.json"]);
    const expected = structuredClone(json) as {
      modelTopology: { config: { layers: { name: string; config: { units: number } }[] } };
    };
    for (const layer of expected.modelTopology.config.layers) if (layer.name === "dense1") layer.config.units = 30;
    expect(written.modelTopology).toEqual(expected.modelTopology);
    expect(JSON.stringify(written.userDefinedMetadata)).toBe('{"author":"somebody","__proto__":1}');
    expect(reopen(files).model).toEqual(small);
    expect(origin.json).toEqual(json);
  });

  it("opens in tf.loadLayersModel after the cut", async () => {
    const small = cutDense(first.model, "dense1", "dense2", 30);
    expect(await differenceInTfjs(encodeLayersModel(small, first.origin), small)).toBeLessThan(1e-5);
  });

  it("keeps the weights' names, or writes them as tfjs finds them", () => {
    const model = network(input([2]), dense("d", "input", 2, 2));
    const files = encodeLayersModel(model, null);
    const rename = (kernel: string, bias: string) => {
      const json = files["model.json"].replace("d/kernel", kernel).replace("d/bias", bias);
      const { model: read, origin } = reopen({ ...files, "model.json": json });
      return JSON.parse(encodeLayersModel(read, origin)["model.json"]).weightsManifest[0].weights.map(
        (entry: { name: string }) => entry.name,
      );
    };
    expect(rename("d/d/kernel", "d/d/bias")).toEqual(["d/d/kernel", "d/d/bias"]);
    expect(rename("d/0", "d/1")).toEqual(["d/kernel", "d/bias"]);
    expect(rename("d/cell/kernel", "d/cell/bias")).toEqual(["d/cell/kernel", "d/cell/bias"]);
    expect(rename("model/d/kernel:0", "model/d/bias:0")).toEqual(["d/kernel", "d/bias"]);
  });

  it("writes a bias that the file did not have", () => {
    const { bias: _, ...weights } = dense("d", "input", 2, 2).weights;
    const model = network(input([2]), { ...dense("d", "input", 2, 2), weights });
    const { model: read, origin } = reopen(encodeLayersModel(model, null));
    const refitted = network(read.layers[0] as Layer, dense("d", "input", 2, 2));
    expect(reopen(encodeLayersModel(refitted, origin)).model).toEqual(refitted);
  });
});

describe.skipIf(!hasShared("models/tfjs-layers-digits-cnn/model.json"))(
  "the digits network of the shared models",
  () => {
    const folder = "models/tfjs-layers-digits-cnn";
    const open = () =>
      reopen({
        "model.json": new TextDecoder().decode(sharedFile(`${folder}/model.json`)),
        shards: [{ name: "group1-shard1of1.bin", bytes: sharedFile(`${folder}/group1-shard1of1.bin`) }],
      });

    it("is written back byte for byte", () => {
      const { model, origin } = open();
      const files = encodeLayersModel(model, origin);
      expect(JSON.parse(files["model.json"])).toEqual(origin.json);
      expect(files.shards).toEqual([
        { name: "group1-shard1of1.bin", bytes: sharedFile(`${folder}/group1-shard1of1.bin`) },
      ]);
    });

    it("predicts in tf.loadLayersModel as in the reference network, whole and cut", async () => {
      const { model, origin } = open();
      expect(await differenceInTfjs(encodeLayersModel(model, origin), model)).toBeLessThan(1e-5);
      const small = cutDense(model, "dense_3", "dense_4", 20);
      expect(await differenceInTfjs(encodeLayersModel(small, origin), small)).toBeLessThan(1e-5);
    });
  },
);
