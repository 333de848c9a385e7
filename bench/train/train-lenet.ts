// Trains LeNet-5 and writes it as a tfjs LayersModel:
//   npm run train -- --epochs 40 --seed 1 --out FOLDER FILE...
// FILE... are the dataset as the lab would take it: a CSV table (.gz or not), or IDX images and labels. With
// --hold-out CALIBRATION,VALIDATION the examples that split seed 1 ranks and chooses on take no part in training.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { pairRows } from "../../src/core/dataset/pair-rows.ts";
import { proposePairing } from "../../src/core/dataset/propose-pairing.ts";
import { splitRows } from "../../src/core/dataset/split.ts";
import type { Model } from "../../src/core/model/model.ts";
import { seededRandom } from "../../src/core/random/random-source.ts";
import { predict } from "../../src/engine/predict.ts";
import { train } from "../../src/engine/train.ts";
import { assemble } from "../../src/io/assemble.ts";
import { sourceOfBlob } from "../../src/io/bytes/byte-source.ts";
import { encodeLayersModel } from "../../src/io/models/tfjs-layers/tfjs-layers-encode.ts";
import { startBackend } from "../start-backend.ts";
import { lenet5 } from "./lenet5.ts";

const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    epochs: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    rate: { type: "string", default: "0.002" },
    batch: { type: "string", default: "64" },
    dropout: { type: "boolean", default: false },
    "hold-out": { type: "string" },
    out: { type: "string" },
  },
});
if (!options.out || files.length === 0) {
  console.error(
    "npm run train -- [--epochs N] [--seed S] [--rate R] [--batch B] [--dropout] [--hold-out C,V] --out FOLDER FILE...",
  );
  process.exit(2);
}

const assembly = await assemble(files.map((file) => sourceOfBlob(path.basename(file), new Blob([readFileSync(file)]))));
for (const failure of assembly.failures) console.error(failure.message);
if (!assembly.dataset) process.exit(1);
const { dataset } = assembly.dataset;

const seed = Number(options.seed);
const everything = { calibration: Infinity, validation: Infinity, test: Infinity };
const held = options["hold-out"]?.split(",").map(Number);
const split = held
  ? splitRows(dataset, { calibration: held[0] ?? 0, validation: held[1] ?? 0, test: Infinity }, 1)
  : splitRows(dataset, everything, seed);
const shape = [28, 28, 1];
const pairing = proposePairing(dataset, shape, 10);
const inputsOf = (rows: Int32Array) => pairRows(dataset, pairing, shape, rows);
const labelsOf = (rows: Int32Array) => Int32Array.from(rows, (row) => dataset.labels[row] ?? 0);
console.log(split.how);

/** Share of the rows that the model classifies rightly. */
async function accuracy(model: Model, rows: Int32Array): Promise<number> {
  const outputs = await predict(model, inputsOf(rows), rows.length);
  const labels = labelsOf(rows);
  const right = labels.filter((label, row) => {
    const scores = outputs.subarray(row * 10, (row + 1) * 10);
    return scores.indexOf(Math.max(...scores)) === label;
  });
  return right.length / rows.length;
}

await startBackend("wasm");
/** The rows outside the test part, less those that are held out. */
function trainingRows(): Int32Array {
  if (!held) return Int32Array.from([...split.calibration, ...split.validation]).sort();
  const out = new Set([...split.calibration, ...split.validation, ...(dataset.testRows ?? split.test)]);
  return Int32Array.from({ length: dataset.count }, (_, row) => row).filter((row) => !out.has(row));
}

const training = trainingRows();
console.log(`trained on ${training.length} examples`);
const settings = { epochs: Number(options.epochs), batch: Number(options.batch), rate: Number(options.rate) };
const random = seededRandom(seed, "train");
// progress is shown on examples that choose nothing: test examples are read once, at the end
const shown = held ? split.validation : split.test;
let model = lenet5(seededRandom(seed, "initial-weights"), options.dropout ? 0.5 : undefined);
for await (const { answer } of train(model, inputsOf(training), labelsOf(training), settings, random)) {
  model = answer.model;
  console.log(
    `epoch ${answer.epoch}: loss ${answer.loss.toFixed(4)}, held-out accuracy ${(await accuracy(model, shown)).toFixed(4)}`,
  );
}
if (held) console.log(`test accuracy ${(await accuracy(model, split.test)).toFixed(4)}`);

const encoded = encodeLayersModel(model, null);
mkdirSync(options.out, { recursive: true });
writeFileSync(path.join(options.out, "model.json"), encoded["model.json"]);
for (const { name, bytes } of encoded.shards) writeFileSync(path.join(options.out, name), bytes);
console.log(`written to ${options.out}`);
