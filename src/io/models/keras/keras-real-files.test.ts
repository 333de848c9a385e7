import { gunzipSync, inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { hasShared, sharedFile } from "../../../../test/shared-file.ts";
import type { Model } from "../../../core/model/model.ts";
import { runReference } from "../../../core/model/reference-network.ts";
import { decodeKeras3, decodeKerasH5 } from "./keras-decode.ts";

const unzipped = (path: string): Uint8Array => new Uint8Array(gunzipSync(sharedFile(path)));

/** Pixels and labels of the first `rows` images of an IDX pair. */
function idx(folder: string, rows: number) {
  const images = unzipped(`data/${folder}/t10k-images-idx3-ubyte.gz`).subarray(16, 16 + 784 * rows);
  const labels = unzipped(`data/${folder}/t10k-labels-idx1-ubyte.gz`).subarray(8, 8 + rows);
  return { images, labels: [...labels] };
}

/** The arrays of an .npz whose entries are deflated or stored one after another, as little-endian numbers. */
function npz(path: string): ReadonlyMap<string, number[]> {
  const bytes = Buffer.from(sharedFile(path));
  const arrays = new Map<string, number[]>();
  for (let at = bytes.indexOf("PK\u0001\u0002"); at >= 0; at = bytes.indexOf("PK\u0001\u0002", at + 4)) {
    const [method, packed, size, name] = [at + 10, at + 20, at + 24, at + 28].map((from, i) =>
      i === 0 || i === 3 ? bytes.readUInt16LE(from) : bytes.readUInt32LE(from),
    ) as [number, number, number, number];
    const header = bytes.readUInt32LE(at + 42);
    const from = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
    const content = bytes.subarray(from, from + packed);
    const npy = method === 8 ? inflateRawSync(content) : content;
    expect(npy.length).toBe(size);
    const text = npy.toString("latin1", 10, 10 + npy.readUInt16LE(8));
    const body = npy.buffer.slice(npy.byteOffset + 10 + npy.readUInt16LE(8), npy.byteOffset + npy.length);
    const wide = text.includes("<i8");
    const values = wide ? Array.from(new BigInt64Array(body), Number) : Array.from(new Int32Array(body));
    arrays.set(bytes.toString("latin1", at + 46, at + 46 + name).replace(".npy", ""), values);
  }
  return arrays;
}

const largest = (scores: Float32Array): number => scores.indexOf(Math.max(...scores));

function accuracy(model: Model, inputs: Float32Array, labels: readonly number[], decide = largest): number {
  const outputs = runReference(model, inputs, labels.length);
  const width = outputs.length / labels.length;
  const right = labels.filter((label, row) => decide(outputs.subarray(row * width, (row + 1) * width)) === label);
  return right.length / labels.length;
}

const here = (path: string) => hasShared(`models/${path}`);

describe.skipIf(!here("keras-h5-lenet/mnist.h5"))("the Keras files of the shared models", () => {
  it("reads the Keras 2.1 LeNet, whose layers are a bare list, with its accuracy", async () => {
    const { model, notes } = await decodeKerasH5("mnist.h5", sharedFile("models/keras-h5-lenet/mnist.h5"), null, null);
    expect(model.layers.map(({ kind }) => kind).join(" ")).toBe(
      "input reshape conv pool conv pool flatten dense dense dense",
    );
    const { images, labels } = idx("mnist", 200);
    expect(
      accuracy(
        model,
        Float32Array.from(images, (pixel) => pixel / 255),
        labels,
      ),
    ).toBeGreaterThan(0.97);
    expect(notes?.[0]).toMatch(/optimizer/);
  });

  it("reads the tf.keras LeNet-5 for CIFAR-10", async () => {
    const bytes = sharedFile("models/keras-h5-lenet5-cifar10/lenet5.h5");
    const { model } = await decodeKerasH5("lenet5.h5", bytes, null, null);
    const records = unzipped("data/cifar10/cifar10-train4000.bin.gz");
    const rows = 200;
    const labels = Array.from({ length: rows }, (_, row) => records[row * 3073] as number);
    const pixels = Float32Array.from({ length: rows * 3072 }, (_, i) => {
      const [row, place, channel] = [Math.floor(i / 3072), Math.floor((i % 3072) / 3), i % 3];
      return (records[row * 3073 + 1 + channel * 1024 + place] as number) / 255;
    });
    // 0.7745 on all 4000
    const measured = accuracy(model, pixels, labels);
    expect(measured).toBeGreaterThan(0.7);
    expect(measured).toBeLessThan(0.85);
  });

  it("reads the Keras 3 MLP with its own normalisation of columns", async () => {
    const bytes = sharedFile("models/keras3-fashion-mlp/fashion_mnist.keras");
    const { model } = await decodeKeras3("fashion_mnist.keras", bytes, null);
    const { images, labels } = idx("fashion-mnist", 300);
    const inputs = Float32Array.from(images);
    for (let row = 0; row < labels.length; row++)
      for (let column = 0; column < 28; column++) {
        const places = Array.from({ length: 28 }, (_, line) => row * 784 + line * 28 + column);
        const norm = Math.hypot(...places.map((at) => inputs[at] as number)) || 1;
        for (const at of places) inputs[at] = (inputs[at] as number) / norm;
      }
    // 0.8752 on all 10,000
    expect(accuracy(model, inputs, labels)).toBeGreaterThan(0.83);
  });

  it("reads the Keras 3 text model, whose folders are not named like its layers", async () => {
    const bytes = sharedFile("models/keras3-spam-avg-embedding/spam_model.keras");
    const { model, origin } = await decodeKeras3("spam_model.keras", bytes, null);
    expect(origin.homes.map(({ path, layer }) => `${path} ${layer}`)).toContain("layers/dense_1/vars/0 dense_4");
    const arrays = npz("models/keras3-spam-avg-embedding/sms_encoded.npz");
    const labels = (arrays.get("y") ?? []).slice(0, 300);
    const inputs = Float32Array.from((arrays.get("x") ?? []).slice(0, 300 * 100));
    // 0.9783 on all 5,572
    expect(accuracy(model, inputs, labels, ([score = 0]) => (score > 0.5 ? 1 : 0))).toBeGreaterThan(0.95);
  });
});
