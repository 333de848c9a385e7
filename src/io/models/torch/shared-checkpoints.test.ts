import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { hasShared, sharedFile } from "../../../../test/shared-file.ts";
import type { Model } from "../../../core/model/model.ts";
import { runReference } from "../../../core/model/reference-network.ts";
import { sourceOfBytes } from "../../bytes/byte-source.ts";
import { unpack } from "../../bytes/unpack.ts";
import { readZip } from "../../bytes/zip.ts";
import { claimTorch } from "./claim-torch.ts";
import { encodeSafetensors } from "./torch-encode.ts";
import type { TorchOrigin } from "./torch-origin.ts";

type Dropped = readonly (readonly [name: string, bytes: Uint8Array<ArrayBuffer>])[];

const claimed = async (dropped: Dropped) => {
  const { files, failures } = await unpack(dropped.map(([name, bytes]) => sourceOfBytes(name, bytes)));
  expect(failures).toEqual([]);
  return claimTorch(files);
};

async function opened(dropped: Dropped) {
  const { claims, failures } = await claimed(dropped);
  expect(failures).toEqual([]);
  expect(claims.map(({ missing }) => missing)).toEqual([[]]);
  return claims[0]!.read(null);
}

const layerJson = () => new Uint8Array(readFileSync("test/fixtures/pytorch-mnist-burn/mnist.layers.json"));
const mnist = (name: string): Dropped => [
  [name, sharedFile(`models/pytorch-mnist-burn/${name}`)],
  ["mnist.layers.json", layerJson()],
];
const resnet = (): Dropped => [
  ["resnet20-12fca82f.th", sharedFile("models/pytorch-resnet20-cifar10/resnet20-12fca82f.th")],
];

/** Everything about a model as one text, since comparing millions of numbers one by one takes seconds. */
const textOf = (model: Model): string =>
  JSON.stringify(model, (_, value) =>
    value instanceof Float32Array
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64")
      : value,
  );

/** Share of examples whose largest output is their label. */
function accuracy(model: Model, pixels: Float32Array, labels: Uint8Array): number {
  const outputs = runReference(model, pixels, labels.length);
  const classes = outputs.length / labels.length;
  let right = 0;
  labels.forEach((label, example) => {
    const row = [...outputs.subarray(example * classes, (example + 1) * classes)];
    if (row.indexOf(Math.max(...row)) === label) right++;
  });
  return right / labels.length;
}

function digits(count: number) {
  const images = gunzipSync(sharedFile("data/mnist/t10k-images-idx3-ubyte.gz")).subarray(16, 16 + count * 784);
  const labels = gunzipSync(sharedFile("data/mnist/t10k-labels-idx1-ubyte.gz")).subarray(8, 8 + count);
  return { pixels: Float32Array.from(images, (x) => (x / 255 - 0.1307) / 0.3081), labels: new Uint8Array(labels) };
}

async function cifar(count: number) {
  const entries = await readZip("npz", sharedFile("data/cifar10/cifar10-test2000-jpeg-decoded.npz"));
  const body = (name: string) => {
    const bytes = entries.find(({ path }) => path === name)!.bytes;
    return bytes.subarray(10 + new DataView(bytes.buffer, bytes.byteOffset).getUint16(8, true));
  };
  const mean = [0.485, 0.456, 0.406];
  const deviation = [0.229, 0.224, 0.225];
  const images = body("x_test.npy").subarray(0, count * 3072);
  const labels = body("y_test.npy");
  return {
    pixels: Float32Array.from(images, (x, i) => (x / 255 - mean[i % 3]!) / deviation[i % 3]!),
    labels: Uint8Array.from({ length: count }, (_, i) => labels[8 * i]!),
  };
}

describe.skipIf(!hasShared("models/pytorch-mnist-burn"))("the digits network of three convolutions", () => {
  for (const name of ["mnist.pt", "mnist.safetensors"]) {
    it(`reads digits with ${name} and its layer JSON`, async () => {
      const { model } = await opened(mnist(name));
      const { pixels, labels } = digits(20);
      expect(accuracy(model, pixels, labels)).toBe(1);
    });

    it(`waits for an architecture where ${name} comes alone, instead of guessing one`, async () => {
      const { claims } = await claimed(mnist(name).slice(0, 1));
      expect(claims).toHaveLength(1);
      expect(claims[0]!.missing[0]).toMatch(/^an architecture for mnist\..*LeNet-5.*layer JSON/);
    });

    it(`goes back from ${name} under the same keys and opens by itself`, async () => {
      const { model, origin } = await opened(mnist(name));
      const files = await encodeSafetensors(model, origin as TorchOrigin);
      expect(files.map((file) => file.name)).toEqual(["mnist.safetensors", "mnist.layers.json"]);
      const again = await opened([["mnist.safetensors", new Uint8Array(files[0]!.bytes)]]);
      expect(textOf(again.model)).toBe(textOf(model));
      const keys = (one: unknown) => (one as TorchOrigin).tensors.map((tensor) => tensor.name).sort();
      expect(keys(again.origin)).toEqual(keys(origin));
    });
  }
});

describe.skipIf(!hasShared("models/pytorch-resnet20-cifar10"))("ResNet-20 out of a legacy checkpoint", () => {
  it("is recognised by its names and tells pictures apart", async () => {
    const { model, notes } = await opened(resnet());
    expect(model.name).toBe("ResNet-20");
    expect(notes!.join(" ")).toContain("shortcuts without weights");
    expect(notes!.join(" ")).toContain('under "state_dict"');
    const { pixels, labels } = await cifar(4);
    expect(accuracy(model, pixels, labels)).toBeGreaterThanOrEqual(3 / 4);
  });

  it("keeps its prefixes on the way out and comes back the same", async () => {
    const { model, origin } = await opened(resnet());
    const [weights] = await encodeSafetensors(model, origin as TorchOrigin);
    const again = await opened([[weights!.name, new Uint8Array(weights!.bytes)]]);
    expect(textOf(again.model)).toBe(textOf(model));
    expect((origin as TorchOrigin).wrapper).toBe("state_dict");
    expect((again.origin as TorchOrigin).tensors.map(({ name }) => name)).toContain("module.layer3.2.bn2.running_var");
  });
});
