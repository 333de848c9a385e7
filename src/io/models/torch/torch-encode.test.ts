import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caughtFailure } from "../../../../test/caught-failure.ts";
import { batchNorm, conv, dense, flatten, input, network, tensor } from "../../../../test/layers.ts";
import { randomModel } from "../../../../test/random-model.ts";
import { singleLayers } from "../../../../test/single-layers.ts";
import type { Layer, LayerKind, Model } from "../../../core/model/model.ts";
import { seededRandom } from "../../../core/random/random-source.ts";
import { layerFields } from "./layer-fields.ts";
import { readLayerJson } from "./layer-json-read.ts";
import { readSafetensors } from "./safetensors-read.ts";
import { floatsOf, stateTensor } from "./state-tensor.ts";
import { architectureFor, decodeTorch } from "./torch-decode.ts";
import { encodeSafetensors, encodeSafetensorsFrom, layersKey } from "./torch-encode.ts";
import type { TorchOrigin } from "./torch-origin.ts";
import type { TorchWeights } from "./torch-weights.ts";

const weightsIn = (bytes: Uint8Array): TorchWeights => {
  const { tensors, metadata } = readSafetensors("w.safetensors", bytes);
  return { name: "w.safetensors", format: "safetensors", tensors, metadata, wrapper: null, ordered: false, notes: [] };
};

/** What is read back, by the metadata and by the second file. */
async function again(model: Model) {
  const [file, json] = await encodeSafetensorsFrom(model);
  const weights = weightsIn(file!.bytes);
  const own = decodeTorch(weights, architectureFor(weights, null)!);
  const architecture = readLayerJson("m.json", new TextDecoder().decode(json!.bytes));
  const beside = decodeTorch({ ...weights, metadata: [] }, { architecture, notes: [] });
  expect(beside.model).toEqual(own.model);
  return own;
}

const weightsOf = (entries: readonly (readonly [string, readonly number[]])[], ordered = true): TorchWeights => ({
  name: "w.pt",
  format: "pytorch",
  tensors: new Map(entries.map(([name, shape]) => [name, stateTensor(name, shape, tensor(shape).values)])),
  metadata: [],
  wrapper: null,
  ordered,
  notes: [],
});
const withLayers = (weights: TorchWeights, ...layers: readonly object[]) =>
  decodeTorch(weights, {
    architecture: readLayerJson("x.json", JSON.stringify({ format: "quorum-layers", version: 1, name: "x", layers })),
    notes: [],
  });

describe("safetensors with a layer JSON", () => {
  it("give back every random network as it was", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const model = randomModel(seededRandom(seed, "torch"), { kinds: "all" });
        expect((await again(model)).model).toEqual(model);
      }),
      { numRuns: 40 },
    );
  });

  it("give back every kind of layer with every setting", async () => {
    const seen = new Set<LayerKind>(["input"]);
    for (const { layer, shapes: inputs } of singleLayers(seededRandom(3, "torch"))) {
      // a network has one input; layers that read several shapes occur in the random networks
      if (inputs[0]!.length > 4 || inputs.some((shape) => shape.join() !== inputs[0]!.join())) continue;
      const model = network(input(inputs[0]!), { ...layer, inputs: inputs.map(() => "input") } as Layer);
      expect((await again(model)).model).toEqual(model);
      seen.add(layer.kind);
    }
    for (let seed = 0; seed < 100; seed++) {
      const model = randomModel(seededRandom(seed, "torch kinds"), { kinds: "all" });
      expect((await again(model)).model).toEqual(model);
      for (const { kind } of model.layers) seen.add(kind);
    }
    expect(Object.keys(layerFields).filter((kind) => !seen.has(kind as LayerKind))).toEqual([]);
  });

  it("lay kernels out as PyTorch does", async () => {
    const model = network(
      input([4, 4, 2]),
      conv("c", "input", [3, 1, 2, 5]),
      flatten("f", "c", "channels-first"),
      dense("d", "f", 40, 3),
    );
    const [file] = await encodeSafetensorsFrom(model);
    const { tensors } = readSafetensors("w", file!.bytes);
    const kernel = tensors.get("c.kernel")!;
    expect(kernel.shape).toEqual([5, 2, 3, 1]);
    const c = model.layers[1] as Extract<Layer, { kind: "conv" }>;
    // [out 4, in 1, row 2, column 0] is [row 2, column 0, in 1, out 4]
    expect(floatsOf(kernel)[(4 * 2 + 1) * 3 + 2]).toBe(c.weights.kernel.values[(2 * 2 + 1) * 5 + 4]);
    expect(tensors.get("d.kernel")!.shape).toEqual([3, 40]);
  });
});

describe("weights under the keys they came with", () => {
  const entries = [
    ["conv.weight", [4, 2, 3, 3]],
    ["bn.weight", [4]],
    ["bn.running_mean", [4]],
    ["bn.running_var", [4]],
    ["spare.table", [7]],
  ] as const;
  const layers = [
    { id: "in", kind: "input", shape: [5, 5, 2] },
    { id: "c", kind: "conv", strides: [1, 1], weights: { kernel: "conv.weight" } },
    {
      id: "n",
      kind: "batch-norm",
      weights: { gamma: "bn.weight", mean: "bn.running_mean", variance: "bn.running_var" },
    },
  ];

  it("keep metadata, counters and unused tensors, and follow new widths", async () => {
    const weights = weightsOf(entries);
    const counter = {
      name: "bn.num_batches_tracked",
      type: "I64",
      shape: [],
      bytes: Uint8Array.of(7, 1, 0, 0, 0, 0, 0, 0),
    } as const;
    const whole: TorchWeights = {
      ...weights,
      tensors: new Map([...weights.tensors, [counter.name, counter]]),
      metadata: [["format", "pt"]],
    };
    const { model, origin, notes } = withLayers(whole, ...layers);
    expect(notes!.join()).toContain("spare.table");
    expect(structuredClone(origin)).toEqual(origin);
    const smaller: Model = {
      ...model,
      layers: [model.layers[0]!, { ...conv("c", "in", [3, 3, 2, 1]) }, batchNorm("n", "c", 1)],
    };
    const [file] = await encodeSafetensors(smaller, origin);
    expect(file!.name).toBe("w.safetensors");
    const { tensors, metadata } = readSafetensors("w", file!.bytes);
    expect(metadata.map(([key]) => key)).toEqual(["format", layersKey]);
    expect(tensors.get("conv.weight")!.shape).toEqual([1, 2, 3, 3]);
    expect(tensors.get("bn.num_batches_tracked")).toEqual(counter);
    expect(floatsOf(tensors.get("spare.table")!)).toEqual(tensor([7]).values);
    // weights that the file did not have stand beside the layer's kernel
    expect(tensors.get("conv.bias")!.shape).toEqual([1]);
  });

  it("a tensor that two layers share goes back once, and not at all where they differ", async () => {
    const shared = [
      { id: "in", kind: "input", shape: [3] },
      { id: "a", kind: "dense", weights: { kernel: "w" } },
      { id: "b", kind: "dense", weights: { kernel: "w" } },
    ];
    const { model, origin } = withLayers(weightsOf([["w", [3, 3]]]), ...shared);
    const [file] = await encodeSafetensors(model, origin);
    expect([...readSafetensors("w", file!.bytes).tensors.keys()]).toEqual(["w"]);
    const changed: Model = { ...model, layers: [model.layers[0]!, model.layers[1]!, dense("b", "a", 3, 3)] };
    expect(await caughtFailure(() => encodeSafetensors(changed, origin))).toMatchObject({
      kind: "model-unsupported",
      where: "w",
    });
  });

  it("recurrent layers keep PyTorch's two biases and its order of gates", async () => {
    for (const [cell, gates] of [
      ["lstm", 4],
      ["gru", 3],
      ["simple", 1],
    ] as const) {
      const units = 2;
      const weights = weightsOf([
        ["r.weight_ih_l0", [gates * units, 3]],
        ["r.weight_hh_l0", [gates * units, units]],
        ["r.bias_ih_l0", [gates * units]],
        ["r.bias_hh_l0", [gates * units]],
      ]);
      const { model, origin } = withLayers(
        weights,
        { id: "in", kind: "input", shape: [4, 3] },
        {
          id: "r",
          kind: "recurrent",
          cell,
          activation: "tanh",
          recurrentActivation: "sigmoid",
          ...(cell === "gru" ? { resetAfter: true } : {}),
          weights: { kernel: "r.weight_ih_l0", recurrent: "r.weight_hh_l0", bias: ["r.bias_ih_l0", "r.bias_hh_l0"] },
        },
      );
      const layer = model.layers[1] as Extract<Layer, { kind: "recurrent" }>;
      expect(layer.weights.bias!.shape).toEqual(cell === "gru" ? [2, 6] : [gates * units]);
      if (cell === "gru") {
        // PyTorch's second gate is z, our first; unit 0 of z stands in row 2 there
        const stored = floatsOf(weights.tensors.get("r.weight_ih_l0")!);
        expect([0, 1, 2].map((i) => layer.weights.kernel.values[i * 6])).toEqual([...stored.subarray(6, 9)]);
      }
      const [file] = await encodeSafetensors(model, origin);
      const { tensors } = readSafetensors("w", file!.bytes);
      for (const [name, before] of weights.tensors)
        expect(floatsOf(tensors.get(name)!), `${cell} ${name}`).toEqual(floatsOf(before));
    }
  });

  it("rows of one tensor make several weights and go back as one", async () => {
    const weights = weightsOf([
      ["attn.in_proj_weight", [12, 4]],
      ["attn.out_proj.weight", [4, 4]],
    ]);
    const rows = (from: number) => ({ key: "attn.in_proj_weight", rows: [from, from + 4] });
    const { model, origin } = withLayers(
      weights,
      { id: "in", kind: "input", shape: [3, 4] },
      {
        id: "a",
        kind: "attention",
        inputs: ["in", "in"],
        heads: 2,
        weights: {
          queryKernel: rows(0),
          keyKernel: rows(4),
          valueKernel: rows(8),
          outputKernel: "attn.out_proj.weight",
        },
      },
    );
    const [file] = await encodeSafetensors(model, origin as TorchOrigin);
    const { tensors } = readSafetensors("w", file!.bytes);
    expect({ ...tensors.get("attn.in_proj_weight") }).toEqual(weights.tensors.get("attn.in_proj_weight"));
    const again = weightsIn(file!.bytes);
    expect(decodeTorch(again, architectureFor(again, null)!).model).toEqual(model);
  });
});
