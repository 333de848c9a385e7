import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { publishedConstants, standardised } from "../../src/core/dataset/common-values.ts";
import { pairRows } from "../../src/core/dataset/pair-rows.ts";
import { proposePairing } from "../../src/core/dataset/propose-pairing.ts";
import { splitRows } from "../../src/core/dataset/split.ts";
import type { DependencyGraph } from "../../src/core/dependency/dependency-graph.ts";
import { dependencyGraphOf } from "../../src/core/dependency/dependency-graph-of.ts";
import { type Players, playersOf } from "../../src/core/game/players.ts";
import type { Model } from "../../src/core/model/model.ts";
import { inputOf } from "../../src/core/model/shapes.ts";
import { costMeter } from "../../src/core/prune/cost-meter.ts";
import { learningRows } from "../../src/core/repair/learning-rows.ts";
import { assemble } from "../../src/io/assemble.ts";
import { sourceOfBlob } from "../../src/io/bytes/byte-source.ts";
import { decodeImage } from "../../test/decode-image.ts";

/** The deeper network of the quality bench, with its data. */
export interface DeepNetwork {
  readonly hash: string;
  readonly model: Model;
  readonly graph: DependencyGraph;
  readonly players: Players;
  /** Multiply-accumulates of the network cut down to a selection. */
  macsOf(selection: Uint8Array): number;
  /** Ranks: at most 200 images of the training part. */
  readonly calibration: Int32Array;
  /** Chooses. */
  readonly validation: Int32Array;
  /** Reports. */
  readonly test: Int32Array;
  /** What networks are repaired on: the calibration images first, then others of the training part, none of them validating. */
  learning(count: number): Int32Array;
  inputsOf(rows: Int32Array): Float32Array;
  labelsOf(rows: Int32Array): Int32Array;
}

const shared = path.resolve("../shared");
const files = [
  "models/pytorch-resnet20-cifar10/resnet20-12fca82f.th",
  "data/cifar10/cifar10-train10k-jpeg.zip",
  "data/cifar10/cifar10-test-jpeg.zip",
].map((file) => path.join(shared, file));

/** Whether the network and its images are here. */
export const deepFilesAreHere = (): boolean => files.every((file) => existsSync(file));

/**
 * ResNet-20 for CIFAR-10 with the re-encoded images: 10,000 of the training set, of which 200 calibrate and 1,000 validate,
 * and the 10,000 of the test set, which report; by seed 1.
 */
export async function openDeepNetwork(): Promise<DeepNetwork> {
  const sources = files.map((file) => sourceOfBlob(path.basename(file), new Blob([readFileSync(file)])));
  const assembly = await assemble(sources, { decodeImage });
  if (!assembly.model || !assembly.dataset) throw new Error(assembly.failures[0]?.message ?? "the files did not load");
  const { dataset } = assembly.dataset;
  const { model, hash } = assembly.model;
  const graph = dependencyGraphOf(model);
  const players = playersOf(graph);
  const cost = costMeter(model, graph, players);
  const { shape } = inputOf(model);
  const imagenet = publishedConstants.find(({ id }) => id === "imagenet");
  if (!imagenet) throw new Error("no constants of ImageNet");
  const pairing = { ...proposePairing(dataset, shape), values: standardised(imagenet, 255) };
  const seed = 1;
  const split = splitRows(dataset, { calibration: 200, validation: 1000, test: 10_000 }, seed);
  return {
    hash,
    model,
    graph,
    players,
    macsOf: (selection) => cost(selection).macs,
    ...split,
    learning: (count) => learningRows(dataset, split, seed, count),
    inputsOf: (rows) => pairRows(dataset, pairing, shape, rows),
    labelsOf: (rows) => Int32Array.from(rows, (row) => dataset.labels[row] ?? 0),
  };
}
