import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { FuzzReport } from "../../test/hostile/fuzz.ts";
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

/**
 * Twenty thousand damaged copies of a real file of each format (or as many as are named on the command line): every
 * one a typed failure or something valid, none slow, memory bounded. Each format in a process of its own.
 */
export async function bench(): Promise<BenchResult> {
  const cases = Number(process.argv[3] ?? 20_000);
  const rows: Row[] = [];
  let [faults, slowestMs, memoryMiB] = [0, 0, 0];
  for (const [format, files] of Object.entries(formats)) {
    if (!files.every((file) => existsSync(file))) {
      rows.push({ format, cases: "skipped: no ../shared" });
      continue;
    }
    const { fuzz } = await import("../../test/hostile/fuzz.ts");
    const dropped: HostileFile[] = files.map((file) => ({
      name: path.basename(file),
      bytes: new Uint8Array(readFileSync(file)),
    }));
    const report: FuzzReport = await fuzz(dropped, cases, 1);
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
