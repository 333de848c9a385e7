import { pairRows } from "../../src/core/dataset/pair-rows.ts";
import { proposePairing } from "../../src/core/dataset/propose-pairing.ts";
import { dependencyGraphOf } from "../../src/core/dependency/dependency-graph-of.ts";
import { playersOf } from "../../src/core/game/players.ts";
import { seededRandom } from "../../src/core/random/random-source.ts";
import { chooseBackend } from "../../src/engine/backend.ts";
import { loopEvaluator } from "../../src/engine/loop-evaluator.ts";
import { maskedEvaluator } from "../../src/engine/masked-evaluator.ts";
import { assemble } from "../../src/io/assemble.ts";
import { sourceOfBlob } from "../../src/io/bytes/byte-source.ts";
import { wasmPaths } from "../../workers/wasm-paths.ts";
import type { SpeedRound } from "./speed.ts";

const rounds = 7;
const examples = 1000;
/** Coalitions a round: the loop is slow, and one stacked call wants a few passes. */
const coalitions = { loop: 4, batched: 16 };

async function measure(sample: string): Promise<{ backend: string; rounds: SpeedRound[] }> {
  const names = ["model.json", "group1-shard1of1.bin", "digits-train.csv.gz", "digits-test.csv.gz"];
  const sources = await Promise.all(
    names.map(async (name) => sourceOfBlob(name, await (await fetch(sample + name)).blob())),
  );
  const { model, dataset } = await assemble(sources);
  if (!model || !dataset) throw new Error("the sample did not load");
  const network = model.model;
  const backend = await chooseBackend("wasm", wasmPaths);
  if (backend.name !== "wasm") throw new Error(backend.passedOver.join(" "));
  const graph = dependencyGraphOf(network);
  const players = playersOf(graph);
  const shape = [28, 28, 1];
  const pairing = proposePairing(dataset.dataset, shape);
  // Paired outside the clock: neither side is charged for reading the data.
  const all = Int32Array.from({ length: examples }, (_, row) => row);
  const paired = pairRows(dataset.dataset, pairing, shape, all);
  const inputsOf = (rows: Int32Array) => paired.subarray(784 * (rows[0] ?? 0), 784 * ((rows.at(-1) ?? -1) + 1));
  const [loop, batched] = [
    loopEvaluator(network, graph, players, inputsOf),
    maskedEvaluator(network, graph, players, inputsOf),
  ];
  const random = seededRandom(1, "speed");
  const done: SpeedRound[] = [];
  // Round -1 warms both sides up and is not counted.
  for (let round = -1; round < rounds; round++)
    for (const kept of [0.225, 0.5]) {
      const members = Uint8Array.from({ length: coalitions.batched * players.count }, () =>
        random.uniform() < kept ? 1 : 0,
      );
      const many = { players: players.count, rows: coalitions.batched, members };
      const few = {
        players: players.count,
        rows: coalitions.loop,
        members: members.subarray(0, coalitions.loop * players.count),
      };
      const start = performance.now();
      const plain = await loop.outputs(few, all);
      const between = performance.now();
      const fast = await batched.outputs(many, all);
      const end = performance.now();
      const difference = plain.values.reduce(
        (worst, value, place) => Math.max(worst, Math.abs(value - (fast.values[place] ?? 0))),
        0,
      );
      if (round >= 0)
        done.push({
          kept,
          examples,
          loop: (between - start) / coalitions.loop,
          batched: (end - between) / coalitions.batched,
          difference,
        });
    }
  return { backend: `${backend.name}, ${backend.adapter}`, rounds: done };
}

self.onmessage = async ({ data }: MessageEvent<string>) => {
  try {
    self.postMessage(await measure(data));
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
};
