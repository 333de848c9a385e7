import { closeSync, mkdirSync, openSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import type { Dataset } from "../../src/core/dataset/dataset.ts";
import { type MemoryEstimate, memoryEstimate } from "../../src/core/memory/memory-estimate.ts";
import { type MemoryAllowed, memoryRefusal } from "../../src/core/memory/memory-refusal.ts";
import { openingEstimate } from "../../src/core/memory/opening-estimate.ts";
import type { Layer, Model, Shape, Tensor } from "../../src/core/model/model.ts";
import { seededRandom } from "../../src/core/random/random-source.ts";
import type { ByteSource } from "../../src/io/bytes/byte-source.ts";
import { filesAhead } from "../../src/io/files-ahead.ts";
import { encodeLayersModel } from "../../src/io/models/tfjs-layers/tfjs-layers-encode.ts";
import { npyFile, npyHead } from "../speed/network-files.ts";

/** A network and data, one of which grows with a size. */
export interface GrowingCase {
  readonly name: string;
  /** What the size counts. */
  readonly unit: string;
  /** Sizes are its multiples. */
  readonly step: number;
  /** Bytes of what grows. */
  bytes(size: number): number;
  /** What opening and evaluating will take, as the lab estimates it, from sizes alone. */
  estimates(size: number): Promise<{ readonly opening: MemoryEstimate; readonly evaluating: MemoryEstimate }>;
  /** Writes the files. @param whole whether what grows is written, or a file of its length that takes no room */
  files(folder: string, size: number, whole: boolean): string[];
}

/** Examples of each part of the split. */
export const examplesAPart = 4;

/** Random numbers over and over, of any count: what is measured does not depend on them. */
function tiled(count: number, scale: number): Float32Array<ArrayBuffer> {
  const random = seededRandom(1, "tile");
  const tile = Float32Array.from({ length: Math.min(count, 1_000_003) }, () => scale * (2 * random.uniform() - 1));
  const values = new Float32Array(count);
  for (let at = 0; at < count; at += tile.length) values.set(tile.subarray(0, Math.min(tile.length, count - at)), at);
  return values;
}

const sizeOf = (shape: Shape) => shape.reduce((product, length) => product * length, 1);

/**
 * Two convolutions of so many filters, the second over the whole picture, and an output: nearly all weights are those
 * of the second, and every weight is used once an example.
 * @param fill makes the values of a weight
 */
function twoConvolutions(filters: number, fill: (shape: Shape) => Tensor["values"]): Model {
  const weight = (...shape: number[]): Tensor => ({ shape, values: fill(shape) });
  const conv = (id: string, reads: string, window: number, channels: number, padding: "same" | "valid"): Layer => ({
    id,
    kind: "conv",
    inputs: [reads],
    strides: [1, 1],
    dilation: [1, 1],
    padding,
    activation: { name: "relu" },
    weights: { kernel: weight(window, window, channels, filters), bias: weight(filters) },
  });
  return {
    name: `two-convolutions-${filters}`,
    output: "classes",
    layers: [
      { id: "input", kind: "input", inputs: [], shape: [8, 8, 1] },
      conv("first", "input", 3, 1, "same"),
      conv("second", "first", 8, filters, "valid"),
      { id: "flatten", kind: "flatten", inputs: ["second"], order: "channels-last" },
      {
        id: "classes",
        kind: "dense",
        inputs: ["flatten"],
        activation: { name: "softmax" },
        weights: { kernel: weight(filters, 10), bias: weight(10) },
      },
    ],
  };
}

/** Weights of which only the count is known: an estimate reads no more. */
const countOnly = (shape: Shape) => ({ length: sizeOf(shape) }) as Float32Array<ArrayBuffer>;
const randomWeights = (shape: Shape) => tiled(sizeOf(shape), Math.sqrt(6 / sizeOf(shape.slice(0, -1))));

/** A file of which the head is known, and zeros behind it. */
function ahead(name: string, head: Uint8Array, size: number): ByteSource {
  const slice = async (from: number, to: number) => {
    const bytes = new Uint8Array(to - from);
    if (from < head.length) bytes.set(head.subarray(from, Math.min(to, head.length)));
    return bytes;
  };
  return { name, size, slice, bytes: () => Promise.reject(new Error("an estimate reads the head only")) };
}

const opening = async (...sources: ByteSource[]) => openingEstimate(await filesAhead(sources), 0);

function evaluating(model: Model, data: Pick<Dataset, "inputs" | "labels">): MemoryEstimate {
  // as jobs/memory-expected.ts bounds the evaluators
  const limits = { passBytes: 16 * 2 ** 20, cacheBytes: 512 * 2 ** 20 };
  return memoryEstimate({
    model,
    dataset: data,
    examples: examplesAPart,
    workers: 1,
    work: { kind: "evaluate" },
    limits,
  });
}

const bytesOnly = (byteLength: number) => ({ byteLength }) as Float32Array<ArrayBuffer> & Int32Array<ArrayBuffer>;

const labelsOf = (count: number) => Int32Array.from({ length: count }, (_, at) => at % 10);

/** Writes a head and so many bytes of random numbers; or leaves a hole of their length. */
function largeFile(file: string, head: Uint8Array, bytes: number, whole: boolean): string {
  writeFileSync(file, head);
  if (!whole) {
    truncateSync(file, head.length + bytes);
    return file;
  }
  const open = openSync(file, "a");
  const tile = new Uint8Array(tiled(2 ** 22, 1).buffer);
  for (let at = 0; at < bytes; at += tile.length) writeSync(open, tile, 0, Math.min(tile.length, bytes - at));
  closeSync(open);
  return file;
}

const smallImages = 64;
/** Filters of a small network that stands for a large one: no other number of its description is the same. */
const stand = 7;

/** Nearly all of it weights: `size` filters in each of two convolutions. */
export const network: GrowingCase = {
  name: "network",
  unit: "filters a layer",
  step: 16,
  bytes: (filters) =>
    twoConvolutions(filters, countOnly).layers.reduce(
      (sum, layer) =>
        sum +
        ("weights" in layer ? Object.values(layer.weights as Record<string, Tensor>) : []).reduce(
          (all, { shape }) => all + 4 * sizeOf(shape),
          0,
        ),
      0,
    ),
  async estimates(filters) {
    const images = 4 * smallImages * 64;
    return {
      opening: await opening(
        ahead("model.json", new TextEncoder().encode("{}"), 4000),
        ahead("weights.bin", new Uint8Array(), network.bytes(filters)),
        ahead("images.npy", npyHead([smallImages, 8, 8, 1], "<f4"), images),
      ),
      evaluating: evaluating(twoConvolutions(filters, countOnly), {
        inputs: bytesOnly(images),
        labels: bytesOnly(4 * smallImages),
      }),
    };
  },
  files(folder, filters, whole) {
    mkdirSync(folder, { recursive: true });
    const small = encodeLayersModel(twoConvolutions(whole ? filters : stand, randomWeights), null);
    const [shard] = small.shards;
    const weights = path.join(folder, shard?.name ?? "weights.bin");
    if (whole && shard) writeFileSync(weights, shard.bytes);
    else largeFile(weights, new Uint8Array(), network.bytes(filters), false);
    const json = path.join(folder, "model.json");
    const widened = (_: string, value: unknown) => (value === stand ? filters : value);
    writeFileSync(json, whole ? small["model.json"] : JSON.stringify(JSON.parse(small["model.json"], widened)));
    return [
      json,
      weights,
      npyFile(path.join(folder, "images.npy"), [smallImages, 8, 8, 1], tiled(smallImages * 64, 1)),
      npyFile(path.join(folder, "labels.npy"), [smallImages], labelsOf(smallImages)),
    ];
  },
};

const pixels = 8 * 8;

/** Nearly all of it examples: `size` pictures of 8 x 8 floats, for a small network. */
export const dataset: GrowingCase = {
  name: "dataset",
  unit: "examples",
  step: 10_000,
  bytes: (examples) => 4 * pixels * examples,
  async estimates(examples) {
    const [images, labels] = [4 * pixels * examples, 4 * examples];
    const head = (shape: number[], type: "<f4" | "<i4") => npyHead(shape, type);
    const [imagesHead, labelsHead] = [head([examples, 8, 8, 1], "<f4"), head([examples], "<i4")];
    return {
      opening: await opening(
        ahead("images.npy", imagesHead, imagesHead.length + images),
        ahead("labels.npy", labelsHead, labelsHead.length + labels),
      ),
      evaluating: evaluating(twoConvolutions(8, countOnly), { inputs: bytesOnly(images), labels: bytesOnly(labels) }),
    };
  },
  files(folder, examples, whole) {
    mkdirSync(folder, { recursive: true });
    const { "model.json": json, shards } = encodeLayersModel(twoConvolutions(8, randomWeights), null);
    const small = [{ name: "model.json", bytes: json }, ...shards].map(({ name, bytes }) => {
      writeFileSync(path.join(folder, name), bytes);
      return path.join(folder, name);
    });
    const head = npyHead([examples, 8, 8, 1], "<f4");
    return [
      ...small,
      largeFile(path.join(folder, "images.npy"), head, 4 * pixels * examples, whole),
      npyFile(path.join(folder, "labels.npy"), [examples], labelsOf(examples)),
    ];
  },
};

/** Whether the estimates admit a size. */
export async function admits(each: GrowingCase, size: number, allowed: MemoryAllowed): Promise<boolean> {
  const { opening: ahead, evaluating: then } = await each.estimates(size);
  return [ahead, then].every((estimate) => memoryRefusal(estimate, allowed, "it") === null);
}

/** The largest size that the estimates admit: doubled until one is refused, then halved between the two. */
export async function largestAdmitted(each: GrowingCase, allowed: MemoryAllowed): Promise<number> {
  let [yes, no] = [each.step, 2 * each.step];
  while (await admits(each, no, allowed)) [yes, no] = [no, 2 * no];
  while (no - yes > each.step) {
    const middle = each.step * Math.floor((yes + no) / 2 / each.step);
    if (await admits(each, middle, allowed)) yes = middle;
    else no = middle;
  }
  return yes;
}
