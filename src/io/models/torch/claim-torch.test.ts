import { describe, expect, it } from "vitest";
import { caughtFailure } from "../../../../test/caught-failure.ts";
import { conv, dense, flatten, input, network, tensor } from "../../../../test/layers.ts";
import { floatBytes, type Value, viewValue, zipCheckpoint } from "../../../../test/torch-pickle.ts";
import type { Layer, Model, Shape } from "../../../core/model/model.ts";
import { sourceOfBytes } from "../../bytes/byte-source.ts";
import { unpack } from "../../bytes/unpack.ts";
import { claimTorch, joinedWith, type TorchClaim } from "./claim-torch.ts";
import { fillModel } from "./fill-model.ts";
import { writeSafetensors } from "./safetensors-write.ts";
import { stateTensor } from "./state-tensor.ts";
import type { TorchWeights } from "./torch-weights.ts";

type Entry = readonly [name: string, shape: Shape];
const tensors = (entries: readonly Entry[]) =>
  entries.map(([name, shape]) => stateTensor(name, shape, tensor(shape).values));
const safetensors = (...entries: readonly Entry[]) => writeSafetensors(tensors(entries), []);
const json = (value: object) => new TextEncoder().encode(JSON.stringify(value));
const layers = (...list: readonly object[]) => json({ format: "quorum-layers", version: 1, name: "own", layers: list });

async function claimed(...dropped: readonly (readonly [string, Uint8Array])[]) {
  const { files } = await unpack(dropped.map(([name, bytes]) => sourceOfBytes(name, new Uint8Array(bytes))));
  const { claims, taken, failures } = await claimTorch(files);
  return { claims: claims as readonly TorchClaim[], taken: [...taken].map(({ name }) => name), failures };
}

const mlp: readonly Entry[] = [
  ["fc1.weight", [4, 3]],
  ["fc1.bias", [4]],
  ["fc2.weight", [2, 4]],
  ["fc2.bias", [2]],
];
const strange: readonly Entry[] = [
  ["alpha.weight", [4, 3]],
  ["beta.weight", [4, 3]],
];
const strangeLayers = layers(
  { id: "in", kind: "input", shape: [3] },
  { id: "a", kind: "dense", weights: { kernel: "alpha.weight" } },
  { id: "b", kind: "dense", inputs: ["in"], weights: { kernel: "beta.weight" } },
  { id: "sum", kind: "add", inputs: ["a", "b"] },
);

describe("claims on PyTorch weights", () => {
  it("a known architecture needs nothing more, from either kind of file", async () => {
    const value: Value = new Map(
      mlp.map(([name, shape], i) => [
        name,
        viewValue({ storage: String(i), count: shape.reduce((a, b) => a * b, 1), shape }),
      ]),
    );
    const storages = Object.fromEntries(mlp.map(([, shape], i) => [i, floatBytes(...tensor(shape).values)]));
    for (const [name, bytes, format] of [
      ["w.safetensors", safetensors(...mlp), "safetensors"],
      ["w.pt", await zipCheckpoint(value, storages), "pytorch"],
    ] as const) {
      const { claims, taken, failures } = await claimed([name, bytes]);
      expect({ taken, failures }).toEqual({ taken: [name], failures: [] });
      expect(claims).toMatchObject([{ format, missing: [] }]);
      const { model, notes } = await claims[0]!.read(null);
      expect(model.layers.map(({ id }) => id)).toEqual(["input", "fc1", "fc1.relu", "fc2"]);
      expect(notes!.join()).toContain("took for granted: ReLU");
    }
  });

  it("weights and their layer JSON come in either order, and wait for each other alone", async () => {
    const weights = ["w.safetensors", safetensors(...strange)] as const;
    const described = ["net.json", strangeLayers] as const;
    for (const both of [
      [weights, described],
      [described, weights],
    ]) {
      const { claims } = await claimed(...both);
      expect(claims).toHaveLength(1);
      expect(claims[0]).toMatchObject({ missing: [], order: 1 });
      const { model, notes } = await claims[0]!.read(null);
      expect(model.output).toBe("sum");
      expect(notes).toEqual(["The architecture of w.safetensors is that of net.json."]);
    }
    const lone = (await claimed(weights)).claims;
    expect(lone[0]!.missing).toEqual([
      expect.stringMatching(/^an architecture for w\.safetensors.*MLP, LeNet-5.*VGG.*a layer JSON \(docs/),
    ]);
    expect((await claimed(described)).claims[0]!.missing).toEqual([
      "the weights that net.json describes (.safetensors or .pt)",
    ]);
  });

  it("a layer JSON wins over a template, and one for other weights is passed over with a word", async () => {
    const own = layers(
      { id: "in", kind: "input", shape: [3] },
      { id: "only", kind: "dense", activation: "tanh", weights: { kernel: "fc1.weight" } },
    );
    const chosen = await claimed(
      ["w.safetensors", safetensors(...mlp)],
      ["own.json", own],
      ["net.json", strangeLayers],
    );
    const whole = chosen.claims.find(({ missing }) => missing.length === 0)!;
    expect((await whole.read(null)).model.output).toBe("only");
    const passed = await claimed(["w.safetensors", safetensors(...mlp)], ["net.json", strangeLayers]);
    const { notes } = await passed.claims.find(({ missing }) => missing.length === 0)!.read(null);
    expect(notes![0]).toBe('net.json does not describe w.safetensors: it names "alpha.weight", which is not there.');
  });

  it("shards are joined by their index, and waited for by name", async () => {
    const index = json({
      metadata: {},
      weight_map: {
        "fc1.weight": "a-1.safetensors",
        "fc1.bias": "a-1.safetensors",
        "fc2.weight": "a-2.safetensors",
        "fc2.bias": "a-2.safetensors",
      },
    });
    const first = ["a-1.safetensors", safetensors(...mlp.slice(0, 2))] as const;
    const second = ["a-2.safetensors", safetensors(...mlp.slice(2))] as const;
    const named = ["model.safetensors.index.json", index] as const;
    const { claims } = await claimed(named, second, first);
    expect(claims).toMatchObject([{ missing: [] }]);
    expect((await claims[0]!.read(null)).model.layers).toHaveLength(4);
    expect((await claimed(named, first)).claims).toMatchObject([
      { missing: ["a-2.safetensors, named by model.safetensors.index.json"] },
    ]);
  });

  it("a damaged file is a failure and spoils nothing else", async () => {
    const { claims, failures } = await claimed(
      ["bad.safetensors", safetensors(...mlp).subarray(0, 300)],
      ["w.safetensors", safetensors(...mlp)],
    );
    expect(failures).toMatchObject([{ kind: "file-damaged", where: "bad.safetensors" }]);
    expect(claims).toHaveLength(1);
  });

  it("NaN in the weights is named when the network is read", async () => {
    const bad = tensors(mlp).map((one, i) =>
      i === 2 ? stateTensor(one.name, one.shape, new Float32Array(8).fill(Number.NaN)) : one,
    );
    const { claims } = await claimed(["w.safetensors", writeSafetensors(bad, [])]);
    expect(await caughtFailure(() => claims[0]!.read(null))).toMatchObject({
      kind: "model-invalid",
      where: "w.safetensors: fc2.weight, element 0",
    });
  });
});

describe("weights in the network of another file", () => {
  const keras: Model = network(
    input([4, 4, 1]),
    conv("conv2d", "input", [3, 3, 1, 2], "relu"),
    flatten("flatten", "conv2d"),
    dense("dense", "flatten", 8, 8, "relu"),
    dense("dense_1", "dense", 8, 8, "relu"),
    dense("dense_2", "dense_1", 8, 3, "softmax"),
  );
  const entries: readonly Entry[] = [
    ["c.weight", [2, 1, 3, 3]],
    ["c.bias", [2]],
    ["f1.weight", [8, 8]],
    ["f1.bias", [8]],
    ["f2.weight", [8, 8]],
    ["f2.bias", [8]],
    ["f3.weight", [3, 8]],
    ["f3.bias", [3]],
  ];
  const weights = (ordered: boolean, of = entries): TorchWeights => ({
    name: "w.pt",
    format: "pytorch",
    metadata: [],
    wrapper: null,
    ordered,
    notes: [],
    tensors: new Map(tensors(of).map((one) => [one.name, one])),
  });

  it("are put in by shape, and by order among equals", () => {
    const { model, origin } = fillModel(keras, weights(true));
    expect(
      origin.homes.filter(({ weight }) => weight === "kernel").map(({ layer, source }) => [layer, source[0]!.key]),
    ).toEqual([
      ["conv2d", "c.weight"],
      ["dense", "f1.weight"],
      ["dense_1", "f2.weight"],
      ["dense_2", "f3.weight"],
    ]);
    expect(model.layers.find(({ kind }) => kind === "flatten")).toMatchObject({ order: "channels-first" });
    const last = model.layers.at(-1) as Extract<Layer, { kind: "dense" }>;
    expect(last.weights.kernel.values[1]).toBe(tensor([3, 8]).values[8]);
    expect(last.activation).toEqual({ name: "softmax" });
  });

  it("by name where layer and module have the same", () => {
    const renamed: Model = {
      ...keras,
      layers: keras.layers.map((layer) =>
        layer.id === "dense_1" ? { ...layer, id: "f1" } : layer.id === "dense_2" ? { ...layer, inputs: ["f1"] } : layer,
      ),
    };
    const { origin } = fillModel(renamed, weights(false));
    expect(origin.homes.find(({ layer, weight }) => layer === "dense" && weight === "kernel")!.source[0]!.key).toBe(
      "f2.weight",
    );
  });

  it("are refused where it is not clear which goes where", async () => {
    const because = async (one: TorchWeights) => (await caughtFailure(() => fillModel(keras, one))).message;
    expect(await because(weights(false))).toContain('the layers "dense", "dense_1" have equal shapes');
    expect(await because(weights(true, entries.slice(2)))).toContain('no tensors fit "conv2d"');
    expect(await because(weights(true, [...entries, ["f9.weight", [5, 5]]]))).toContain("no layer for f9");
    expect(await because(weights(true, [...entries, ["f9.weight", [8, 8]], ["f9.bias", [8]]]))).toContain(
      "3 sets of tensors fit",
    );
  });

  it("join their waiting claim", async () => {
    const { claims } = await claimed(["w.safetensors", safetensors(...strange)]);
    const other = {
      ...claims[0]!,
      order: 5,
      missing: [],
      read: async () => ({ model: network(input([3]), dense("alpha", "input", 3, 4)), origin: null }),
    };
    const joined = joinedWith(claims[0]!, claims[0]!.weights!, other);
    expect(joined).toMatchObject({ order: 0.5, missing: [], format: "safetensors" });
    expect((await caughtFailure(() => joined.read(null))).message).toContain('no tensors fit "alpha"');
  });
});
