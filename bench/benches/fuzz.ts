import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { type FuzzReport, fuzz } from "../../test/hostile/fuzz.ts";
import type { HostileFile } from "../../test/hostile/hostile-case.ts";
import type { BenchResult, Row } from "../bench.ts";

const root = path.resolve(import.meta.dirname, "../..");
const shared = (file: string) => path.resolve(root, "../shared", file);

/** Real files of every format; a hundred to four thousand kilobytes each. */
const formats: Readonly<Record<string, readonly string[]>> = {
  "tfjs LayersModel": [
    shared("models/tfjs-layers-digits-cnn/model.json"),
    shared("models/tfjs-layers-digits-cnn/group1-shard1of1.bin"),
  ],
  "tfjs GraphModel": [shared("models/tfjs-graph-lenet/model.json"), shared("models/tfjs-graph-lenet/group1-shard1of1")],
  "Keras .h5": [shared("models/keras-h5-lenet/mnist.h5")],
  "Keras 3 .keras": [shared("models/keras3-fashion-mlp/fashion_mnist.keras")],
  ONNX: [shared("models/onnx-lenet5/lenet.onnx")],
  safetensors: [
    shared("models/pytorch-mnist-burn/mnist.safetensors"),
    path.join(root, "test/fixtures/pytorch-mnist-burn/mnist.layers.json"),
  ],
  "PyTorch .pt": [
    shared("models/pytorch-mnist-burn/mnist.pt"),
    path.join(root, "test/fixtures/pytorch-mnist-burn/mnist.layers.json"),
  ],
  "PyTorch legacy .th": [shared("models/pytorch-resnet20-cifar10/resnet20-12fca82f.th")],
  IDX: [shared("data/mnist/t10k-labels-idx1-ubyte.gz")],
  "NumPy .npz": [shared("models/keras3-spam-avg-embedding/sms_encoded.npz")],
  CSV: [path.join(root, "public/sample/digits-test.csv.gz")],
  "text and tokenizer": [
    shared("data/text/banking77_test.csv"),
    shared("models/keras3-spam-avg-embedding/tokenizer.json"),
  ],
};

/** Formats of which no small real file lies there: small sound files of our own making, as the tests take them. */
const made = ["NumPy .npy", "Parquet", "CIFAR", "tar", "pictures", "JSON lines"];

type Files = readonly HostileFile[];

/** What is to be damaged, by format; null where it is not there. */
async function formatFiles(): Promise<readonly (readonly [format: string, files: Files | null])[]> {
  const real = Object.entries(formats).map(([format, files]): readonly [string, Files | null] => [
    format,
    files.every((file) => existsSync(file))
      ? files.map((file) => ({ name: path.basename(file), bytes: new Uint8Array(readFileSync(file)) }))
      : null,
  ]);
  // the tests' own files compile with the tests
  const { smallFiles } = (await import("../../test/hostile/small-files.ts" as string)) as {
    smallFiles: Readonly<Record<string, () => Promise<Files> | Files>>;
  };
  const small: [string, Files | null][] = [];
  for (const format of made) small.push([format, (await smallFiles[format]?.()) ?? null]);
  return [...real, ...small];
}

/**
 * Twenty thousand damaged copies of a file of each format (or as many as are named on the command line; a second word
 * there picks the formats that contain it): every one a typed failure or something valid, none slow, memory bounded.
 */
export async function bench(): Promise<BenchResult> {
  const cases = Number(process.argv[3] ?? 20_000);
  const wanted = process.argv[4] ?? "";
  const rows: Row[] = [];
  let [faults, slowestMs, memoryMiB] = [0, 0, 0];
  for (const [format, files] of await formatFiles()) {
    if (!format.includes(wanted)) continue;
    if (files === null) {
      rows.push({ format, cases: "skipped: no ../shared" });
      continue;
    }
    const report: FuzzReport = await fuzz(files, cases, 1);
    for (const fault of report.faults.slice(0, 5)) console.error(`${format}, ${fault}`);
    faults += report.faults.length;
    slowestMs = Math.max(slowestMs, report.slowestMs);
    memoryMiB = Math.max(memoryMiB, report.memoryMiB);
    const row = {
      format,
      cases: report.cases,
      refused: report.refused,
      accepted: report.accepted,
      waiting: report.waiting,
      faults: report.faults.length,
      "slowest, ms": Number(report.slowestMs.toFixed(0)),
      "memory, MiB": Number(report.memoryMiB.toFixed(0)),
    };
    console.log(JSON.stringify(row));
    rows.push(row);
  }
  return { headline: { formats: rows.length, cases, faults, slowestMs, memoryMiB }, rows, environment: {} };
}
