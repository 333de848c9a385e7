import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import * as h5wasm from "h5wasm/node";
import { floats, type HostileCase, type HostileFile, joined, utf8 } from "./hostile-case.ts";
import { rawZip } from "./raw-zip.ts";

type Hdf5File = InstanceType<typeof h5wasm.File>;

/** An HDF5 file as the official library writes it. */
async function hdf5(fill: (file: Hdf5File) => void): Promise<Uint8Array> {
  await h5wasm.ready;
  const folder = mkdtempSync(path.join(os.tmpdir(), "hostile-"));
  const name = path.join(folder, "file.h5");
  try {
    const file = new h5wasm.File(name, "w");
    fill(file);
    file.close();
    return new Uint8Array(readFileSync(name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const config = (layers: readonly unknown[]) =>
  JSON.stringify({ class_name: "Sequential", config: { name: "net", layers } });
const input = { class_name: "InputLayer", config: { name: "in", batch_input_shape: [null, 3], dtype: "float32" } };
const dense = { class_name: "Dense", config: { name: "d", units: 2, activation: "relu", use_bias: false } };

interface Changes {
  readonly model?: string | null;
  readonly kernel?: readonly [shape: number[], values: number[]] | null;
  readonly dtype?: string;
}
/** A Keras 2 file of one dense layer, 3 to 2; parts may be replaced. */
const keras2 = ({ model, kernel, dtype = "<f4" }: Changes = {}) =>
  hdf5((file) => {
    if (model !== null) file.create_attribute("model_config", model ?? config([input, dense]));
    file.create_attribute("keras_version", "2.4.0");
    file.create_attribute("backend", "tensorflow");
    const weights = file.create_group("model_weights");
    weights.create_attribute("layer_names", ["in", "d"]);
    weights.create_group("in");
    const group = weights.create_group("d");
    group.create_attribute("weight_names", ["d/kernel:0"]);
    const [shape, values] = kernel ?? [
      [3, 2],
      [1, 2, 3, 4, 5, 6],
    ];
    if (kernel !== null) group.create_group("d").create_dataset({ name: "kernel:0", data: values, shape, dtype });
  });

const h5 = (name: string, bytes: Promise<Uint8Array>, change = (good: Uint8Array) => good): HostileCase => ({
  name,
  files: bytes.then((good): HostileFile[] => [{ name: "model.h5", bytes: change(good) }]),
});

const keras3 = (name: string, entries: Record<string, Uint8Array | string>): HostileCase => ({
  name,
  files: [
    {
      name: "model.keras",
      bytes: rawZip(
        Object.entries(entries).map(([entry, content]) => ({
          path: entry,
          bytes: typeof content === "string" ? utf8(content) : content,
        })),
      ),
    },
  ],
});
const metadata = '{"keras_version": "3.0.0", "date_saved": "2024-01-01"}';

/** Fills a range with a byte. */
const scribbled = (from: number, length: number, value: number) => (good: Uint8Array) =>
  good.slice().fill(value, from, from + length);

/** Keras files that lie. */
export const kerasCases: readonly HostileCase[] = [
  h5("an HDF5 file that is cut off in the middle", keras2(), (good) => good.subarray(0, Math.floor(good.length / 2))),
  h5("an HDF5 file of its signature alone", keras2(), (good) => good.subarray(0, 8)),
  h5("an HDF5 file whose superblock is of an unknown version", keras2(), scribbled(8, 1, 99)),
  h5("an HDF5 file whose addresses lead nowhere", keras2(), scribbled(24, 48, 0xee)),
  h5(
    "an HDF5 file without a model",
    hdf5((file) => file.create_dataset({ name: "a", data: [1, 2, 3], dtype: "<f4" })),
  ),
  h5("Keras weights without an architecture", keras2({ model: null })),
  h5("a Keras architecture that is no JSON", keras2({ model: '{"class_name": "Sequential", ' })),
  h5("a Keras architecture of another kind", keras2({ model: '{"class_name": "Zoo", "config": {}}' })),
  h5(
    "a Keras file with a Lambda layer",
    keras2({ model: config([input, { class_name: "Lambda", config: { name: "l" } }, dense]) }),
  ),
  h5(
    "a Keras kernel of another shape",
    keras2({
      kernel: [
        [2, 3],
        [1, 2, 3, 4, 5, 6],
      ],
    }),
  ),
  h5("a Keras layer whose kernel is missing", keras2({ kernel: null })),
  h5(
    "a NaN in a Keras kernel",
    keras2({
      kernel: [
        [3, 2],
        [1, 2, Number.NaN, 4, 5, 6],
      ],
    }),
  ),
  h5(
    "a Keras kernel that is a link to another file",
    hdf5((file) => {
      file.create_attribute("model_config", config([input, dense]));
      const group = file.create_group("model_weights").create_group("d");
      group.create_attribute("weight_names", ["d/kernel:0"]);
      group.create_group("d").create_external_link("/etc/passwd", "/x", "kernel:0");
    }),
  ),
  keras3("a .keras file whose weights are no HDF5", {
    "metadata.json": metadata,
    "config.json": config([input, dense]),
    "model.weights.h5": floats(1, 2, 3),
  }),
  keras3("a .keras file whose config is no JSON", {
    "metadata.json": metadata,
    "config.json": "not json",
    "model.weights.h5": joined([0x89], utf8("HDF\r\n\x1a\n"), new Uint8Array(100)),
  }),
  {
    name: "a .keras file that lacks a layer's weights",
    files: hdf5((file) => file.create_group("layers")).then((bytes): HostileFile[] => [
      {
        name: "model.keras",
        bytes: rawZip([
          { path: "metadata.json", bytes: utf8(metadata) },
          { path: "config.json", bytes: utf8(config([input, dense])) },
          { path: "model.weights.h5", bytes },
        ]),
      },
    ]),
  },
];
