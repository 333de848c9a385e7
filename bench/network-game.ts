import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Dataset } from "../src/core/dataset/dataset.ts";
import { pairRows } from "../src/core/dataset/pair-rows.ts";
import { proposePairing } from "../src/core/dataset/propose-pairing.ts";
import { splitRows } from "../src/core/dataset/split.ts";
import type { DependencyGraph } from "../src/core/dependency/dependency-graph.ts";
import { dependencyGraphOf } from "../src/core/dependency/dependency-graph-of.ts";
import { type Players, playersOf } from "../src/core/game/players.ts";
import type { Model } from "../src/core/model/model.ts";
import { inputOf } from "../src/core/model/shapes.ts";
import { type MaskedEvaluator, maskedEvaluator } from "../src/engine/masked-evaluator.ts";
import { assemble } from "../src/io/assemble.ts";
import { sourceOfBlob } from "../src/io/bytes/byte-source.ts";

/** A trained network with its data, ready to be played in Node. */
export interface Bench {
  /** Names the network and the data in the cache. */
  readonly hash: string;
  readonly model: Model;
  readonly graph: DependencyGraph;
  readonly players: Players;
  readonly evaluator: MaskedEvaluator;
  readonly calibration: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
  inputsOf(rows: Int32Array): Float32Array;
  labelsOf(rows: Int32Array): Int32Array;
}

const shared = path.resolve("../shared/data/mnist");
const mnist = [
  "train-images-idx3-ubyte.gz",
  "train-labels-idx1-ubyte.gz",
  "t10k-images-idx3-ubyte.gz",
  "t10k-labels-idx1-ubyte.gz",
];

/** Opens files as the lab would. */
export async function openFiles(files: readonly string[]) {
  const assembly = await assemble(
    files.map((file) => sourceOfBlob(path.basename(file), new Blob([readFileSync(file)]))),
  );
  if (assembly.failures[0]) throw new Error(assembly.failures[0].message);
  return assembly;
}

/** MNIST from ../shared; the bench says so and stops where it is not there. */
export async function openMnist(): Promise<Dataset> {
  if (!existsSync(shared)) {
    console.error("This bench needs the MNIST files in ../shared/data/mnist, which are not here.");
    process.exit(2);
  }
  const { dataset } = await openFiles(mnist.map((name) => path.join(shared, name)));
  if (!dataset) throw new Error("MNIST did not load");
  return dataset.dataset;
}

/** A network on a dataset; the split is that of seed 1. */
export function playNetwork(
  model: Model,
  hash: string,
  dataset: Dataset,
  counts: { calibration: number; validation: number; test: number },
): Bench {
  const graph = dependencyGraphOf(model);
  const players = playersOf(graph);
  const shape = inputOf(model).shape;
  const pairing = proposePairing(dataset, shape);
  const inputsOf = (rows: Int32Array) => pairRows(dataset, pairing, shape, rows);
  const labelsOf = (rows: Int32Array) => Int32Array.from(rows, (row) => dataset.labels[row] ?? 0);
  const evaluator = maskedEvaluator(model, graph, players, inputsOf);
  return { hash, model, graph, players, evaluator, inputsOf, labelsOf, ...splitRows(dataset, counts, 1) };
}

/** LeNet-5 trained on MNIST without dropout (test/fixtures/lenet-mnist). */
export async function lenetOnMnist(counts: { calibration: number; validation: number; test: number }): Promise<Bench> {
  const folder = "test/fixtures/lenet-mnist";
  const { model } = await openFiles([path.join(folder, "model.json"), path.join(folder, "group1-shard1of1.bin")]);
  if (!model) throw new Error("the fixture did not load");
  return playNetwork(model.model, model.hash, await openMnist(), counts);
}

/** A hash of a folder's source files, so that what was computed with other code is not taken for theirs. */
export function sourceHash(folder: string): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(folder)
    .filter((name) => !name.endsWith(".test.ts"))
    .sort())
    hash.update(readFileSync(path.join(folder, file)));
  return hash.digest("hex").slice(0, 16);
}

/** The file in bench/cache that keeps what depends on a key. */
function cacheFile(key: unknown): string {
  const name = createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 24);
  return path.join(import.meta.dirname, "cache", `${name}.json`);
}

/** What `cached` keeps under a key; undefined where nothing was computed yet. */
export function kept<T>(key: unknown): T | undefined {
  const file = cacheFile(key);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { value: T }).value : undefined;
}

/** What `compute` gives, kept in bench/cache under a hash of everything it depends on. Plain JSON. */
export async function cached<T>(key: unknown, compute: () => Promise<T>): Promise<T> {
  const earlier = kept<T>(key);
  if (earlier !== undefined) return earlier;
  const value = await compute();
  const file = cacheFile(key);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ key, value }));
  return value;
}
