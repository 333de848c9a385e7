import { readFileSync } from "node:fs";
import path from "node:path";
import type { Model } from "../../src/core/model/model.ts";
import { writeZip } from "../../src/io/bytes/zip.ts";
import { encodeKeras3, encodeKerasH5 } from "../../src/io/models/keras/keras-encode.ts";
import type { EncodedFile } from "../../src/io/models/model-claim.ts";
import { encodeFreshOnnx } from "../../src/io/models/onnx/fresh-onnx.ts";
import { encodeLayersModel } from "../../src/io/models/tfjs-layers/tfjs-layers-encode.ts";
import { encodeSafetensorsFrom } from "../../src/io/models/torch/torch-encode.ts";
import { idxBytes } from "../idx-bytes.ts";
import { batchNorm, conv, dense, flatten, input, network, pool } from "../layers.ts";
import { npyBytes } from "../npy-bytes.ts";
import { pngOf } from "../png-bytes.ts";
import { channelGraphs } from "../small-channel-graphs.ts";
import { tarOf } from "../tar-bytes.ts";
import { floatBytes, legacyCheckpoint, type Value, viewValue, zipCheckpoint } from "../torch-pickle.ts";
import { type HostileFile, utf8 } from "./hostile-case.ts";

const small: Model = network(
  input([8, 8, 1]),
  conv("c", "input", [3, 3, 1, 3], "relu"),
  batchNorm("n", "c", 3),
  pool("p", "n", [2, 2]),
  flatten("f", "p"),
  dense("d", "f", 27, 4, "relu"),
  dense("o", "d", 4, 2, "softmax"),
);

function layersModel(): readonly HostileFile[] {
  const encoded = encodeLayersModel(small, null);
  return [{ name: "model.json", bytes: utf8(encoded["model.json"]) }, ...encoded.shards];
}

function graphModel(): readonly HostileFile[] {
  const files = Object.values(channelGraphs)[0]?.();
  if (!files) throw new Error("no small graph");
  return [
    { name: "model.json", bytes: utf8(JSON.stringify(files.json)) },
    ...[...files.shards].map(([name, bytes]) => ({ name, bytes })),
  ];
}

/** A state_dict of two Linear layers, 4 to 3 to 2. */
const views: readonly (readonly [key: string, shape: readonly number[]])[] = [
  ["0.weight", [3, 4]],
  ["0.bias", [3]],
  ["2.weight", [2, 3]],
  ["2.bias", [2]],
];
const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
const numbers = (count: number) => floatBytes(...Array.from({ length: count }, (_, i) => Math.sin(i)));
const state = (legacy: boolean): Value =>
  new Map(
    views.map(([key, shape], i) => [key, viewValue({ storage: String(i), count: sizeOf(shape), shape }, legacy)]),
  );

async function checkpoint(): Promise<readonly HostileFile[]> {
  const storages = Object.fromEntries(views.map(([, shape], i) => [String(i), numbers(sizeOf(shape))]));
  return [{ name: "model.pt", bytes: await zipCheckpoint(state(false), storages) }];
}
const legacy = (): readonly HostileFile[] => [
  {
    name: "model.pth",
    bytes: legacyCheckpoint(
      state(true),
      views.map(([, shape], i) => [String(i), sizeOf(shape), numbers(sizeOf(shape))]),
    ),
  },
];

const fixture = (name: string): HostileFile => ({
  name,
  bytes: new Uint8Array(readFileSync(path.join(import.meta.dirname, "../fixtures/arrays", name))),
});
const cifar = Uint8Array.from({ length: 3 * 3073 }, (_, i) => (i % 3073 === 0 ? i % 7 : i % 251));
const vocabulary = JSON.stringify({
  word_index: { "<OOV>": 1, you: 2, win: 3, see: 4 },
  num_words: 5,
  oov_token: "<OOV>",
});

async function pictures(): Promise<readonly HostileFile[]> {
  const entries = ["cat/1.png", "dog/2.png", "dog/3.png"].map((name, i) => ({
    path: name,
    bytes: pngOf(5, 5, (place) => [place, i * 50, 7, 255]),
  }));
  return [{ name: "pictures.zip", bytes: await writeZip(entries) }];
}

const given = (files: Promise<readonly EncodedFile[]>): Promise<readonly HostileFile[]> => files;

/** Small sound files of every format, to be damaged. */
export const smallFiles: Readonly<Record<string, () => Promise<readonly HostileFile[]> | readonly HostileFile[]>> = {
  "tfjs LayersModel": layersModel,
  "tfjs GraphModel": graphModel,
  "Keras .h5": () => given(encodeKerasH5(small, null)),
  "Keras 3 .keras": () => given(encodeKeras3(small, null)),
  ONNX: () => given(encodeFreshOnnx(small)),
  safetensors: () => given(encodeSafetensorsFrom(small)),
  "PyTorch .pt": checkpoint,
  "PyTorch legacy .pth": legacy,
  IDX: () => [
    { name: "train-images", bytes: idxBytes([6, 4, 4]) },
    { name: "train-labels", bytes: idxBytes([6], [0, 1, 2, 0, 1, 2]) },
  ],
  "NumPy .npy": () => [
    { name: "x.npy", bytes: npyBytes("<f4", [4, 3], [...Array(12).keys()]) },
    { name: "y.npy", bytes: npyBytes("<i8", [4], [0, 1, 1, 0]) },
  ],
  "NumPy .npz": () => [fixture("train-test.npz")],
  Parquet: () => [fixture("numbers.parquet")],
  CIFAR: () => [{ name: "data_batch_1.bin", bytes: cifar }],
  tar: () => [{ name: "c.tar", bytes: tarOf({ "a/data_batch_1.bin": cifar, "a/batches.meta.txt": utf8("a\nb\n") }) }],
  pictures,
  CSV: () => [{ name: "t.csv", bytes: utf8('a,b,label\n1,2,x\n"3",4,y\n5,6,x\n7,8,y\n') }],
  "JSON lines": () => [{ name: "d.jsonl", bytes: utf8('{"x": [1, 2], "label": "a"}\n{"x": [3, 4], "label": "b"}\n') }],
  "texts and a vocabulary": () => [
    { name: "t.csv", bytes: utf8("text,label\nhello you there,ham\nwin a prize now,spam\nsee you soon,ham\n") },
    { name: "tokenizer.json", bytes: utf8(vocabulary) },
  ],
};
