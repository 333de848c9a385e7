// Cuts the UCI digits into the training and the test table of the embedded sample:
//   npx tsx bench/train/split-digits.ts digits.csv.gz public/sample
// Split seed 1 sets 30 % of the rows apart, stratified by class and shuffled; the lines themselves stay as they are.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { splitRows } from "../../src/core/dataset/split.ts";
import { readCsvDataset } from "../../src/io/datasets/csv-dataset.ts";

const [file, folder] = process.argv.slice(2);
if (!file || !folder) {
  console.error("npx tsx bench/train/split-digits.ts digits.csv.gz FOLDER");
  process.exit(2);
}
const text = gunzipSync(readFileSync(file)).toString("utf8");
const lines = text.split(/\r?\n/).filter((line) => line !== "");
const { dataset } = readCsvDataset(path.basename(file), text);
if (lines.length !== dataset.count) throw new Error("the table has lines that are no rows");
const { test } = splitRows(dataset, { calibration: Infinity, validation: Infinity, test: Infinity }, 1);
const isTest = new Set(test);
for (const part of ["train", "test"] as const) {
  const chosen = lines.filter((_, row) => isTest.has(row) === (part === "test"));
  writeFileSync(path.join(folder, `digits-${part}.csv.gz`), gzipSync(`${chosen.join("\n")}\n`, { level: 9 }));
  console.log(`digits-${part}.csv.gz: ${chosen.length} rows`);
}
