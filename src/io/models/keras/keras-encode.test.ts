import { describe, expect, it } from "vitest";
import { conv, dense, flatten, input, lenet, network } from "../../../../test/layers.ts";
import { singleLayerModels } from "../../../../test/single-layer-models.ts";
import { FailureError } from "../../../core/failure.ts";
import type { Layer, Model, Tensor } from "../../../core/model/model.ts";
import { runReference } from "../../../core/model/reference-network.ts";
import { openZip } from "../../bytes/zip.ts";
import { openHdf5 } from "./hdf5-file.ts";
import { decodeKeras3, decodeKerasH5 } from "./keras-decode.ts";
import { encodeKeras3, encodeKerasH5 } from "./keras-encode.ts";
import type { KerasOrigin } from "./keras-origin.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const formats = [
  [
    ".keras",
    async (model: Model, origin: KerasOrigin | null) => {
      const [file] = await encodeKeras3(model, origin);
      return decodeKeras3(file?.name ?? "", file?.bytes as Bytes, null);
    },
  ],
  [
    ".h5",
    async (model: Model, origin: KerasOrigin | null) => {
      const [file] = await encodeKerasH5(model, origin);
      return decodeKerasH5(file?.name ?? "", file?.bytes as Bytes, null, null);
    },
  ],
] as const;

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (x, i) => Math.abs(x - (b[i] ?? Number.NaN)) / Math.max(1, Math.abs(x))));

/** The first `count` places along an axis. */
function firstUnits(tensor: Tensor, axis: number, count: number): Tensor {
  const shape = tensor.shape.map((length, i) => (i === axis ? count : length));
  const inner = tensor.shape.slice(axis + 1).reduce((product, length) => product * length, 1);
  const width = tensor.shape[axis] ?? 1;
  return { shape, values: tensor.values.filter((_, i) => Math.floor(i / inner) % width < count) };
}

/** LeNet-5 with 30 of the 120 units of its first dense layer. */
function cut(model: Model): Model {
  const layers = model.layers.map((layer): Layer => {
    if (layer.kind !== "dense") return layer;
    const { kernel, bias } = layer.weights;
    if (layer.id === "dense1" && bias !== undefined)
      return { ...layer, weights: { kernel: firstUnits(kernel, 1, 30), bias: firstUnits(bias, 0, 30) } };
    return layer.id === "dense2"
      ? { ...layer, weights: { ...layer.weights, kernel: firstUnits(kernel, 0, 30) } }
      : layer;
  });
  return { ...model, layers };
}

describe.each(formats)("a Keras file (%s)", (_, through) => {
  it("holds every layer kind, and is itself from the second time on", async () => {
    let expressed = 0;
    for (const { title, model, inputs } of singleLayerModels()) {
      const once = await through(model, null).catch((thrown: unknown) => {
        if (thrown instanceof FailureError && thrown.failure.kind === "model-unsupported") return null;
        throw thrown;
      });
      if (once === null) continue;
      expect(furthest(runReference(model, inputs, 2), runReference(once.model, inputs, 2)), title).toBeLessThan(1e-6);
      expect((await through(once.model, structuredClone(once.origin))).model, title).toEqual(once.model);
      expressed++;
    }
    expect(expressed).toBeGreaterThan(85);
  });

  it("follows the widths of a pruned network and keeps everything else", async () => {
    const { model, origin } = await through(lenet(), null);
    const small = cut(model);
    const again = await through(small, origin);
    expect(again.model).toEqual(small);
    const units = (config: unknown) => JSON.stringify(config).match(/"units":\d+/g);
    expect(units(again.origin.config)).toEqual(['"units":30', '"units":84', '"units":10']);
    expect(JSON.stringify(again.origin.config).replace('"units":30', '"units":120')).toBe(
      JSON.stringify(origin.config).replaceAll("[null,120]", "[null,30]"),
    );
    expect(again.origin.homes).toEqual(origin.homes);
  });

  it("takes a bias that the file did not have", async () => {
    const { bias: _bias, ...weights } = dense("d", "f", 8, 2).weights;
    const plain = network(input([3, 3, 1]), conv("c", "input", [2, 2, 1, 2]), flatten("f", "c"), {
      ...dense("d", "f", 8, 2),
      weights,
    });
    const { model, origin } = await through(plain, null);
    const refitted = network(...model.layers.slice(0, -1), dense("d", "f", 8, 2));
    expect((await through({ ...refitted, name: model.name }, origin)).model).toEqual({ ...refitted, name: model.name });
  });
});

describe("what is written", () => {
  it("is an archive as Keras writes it, metadata first and weights numbered by class", async () => {
    const [file] = await encodeKeras3(lenet(), null);
    const members = await openZip("a.keras", file?.bytes as Bytes);
    expect(members.map(({ path }) => path)).toEqual(["metadata.json", "config.json", "model.weights.h5"]);
    const root = openHdf5("w", (await members[2]?.bytes()) as Bytes);
    const layers = root.children.find(({ name }) => name === "layers");
    expect(layers?.kind === "group" && layers.children.map(({ name }) => name)).toEqual([
      "conv2d",
      "conv2d_1",
      "dense",
      "dense_1",
      "dense_2",
      "flatten",
      "input_layer",
      "max_pooling2d",
      "max_pooling2d_1",
    ]);
  });

  it("gives the same bytes for the same model", async () => {
    const [[one], [two]] = await Promise.all([encodeKerasH5(lenet(), null), encodeKerasH5(lenet(), null)]);
    expect(one?.bytes).toEqual(two?.bytes);
  });
});
