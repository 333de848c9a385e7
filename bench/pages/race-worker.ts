import { pairRows } from "../../src/core/dataset/pair-rows.ts";
import { proposePairing } from "../../src/core/dataset/propose-pairing.ts";
import { dependencyGraphOf } from "../../src/core/dependency/dependency-graph-of.ts";
import { type CoalitionBatch, rowsOf } from "../../src/core/game/coalition-batch.ts";
import type { Evaluator, Outputs } from "../../src/core/game/evaluator.ts";
import { payoffGame } from "../../src/core/game/payoff-game.ts";
import { playersOf } from "../../src/core/game/players.ts";
import { costOf } from "../../src/core/model/cost.ts";
import type { Model } from "../../src/core/model/model.ts";
import { inputOf } from "../../src/core/model/shapes.ts";
import { seededRandom } from "../../src/core/random/random-source.ts";
import { chooseBackend } from "../../src/engine/backend.ts";
import { everyTrick, type Trick } from "../../src/engine/evaluation/tricks.ts";
import { loopEvaluator } from "../../src/engine/loop-evaluator.ts";
import { defaultLimits, maskedEvaluator } from "../../src/engine/masked-evaluator.ts";
import { assemble } from "../../src/io/assemble.ts";
import { sourceOfBlob } from "../../src/io/bytes/byte-source.ts";
import type { OwnedEvaluator } from "../../src/jobs/lab-parts.ts";
import { pooledEvaluator } from "../../src/jobs/pool/pooled-evaluator.ts";
import { remoteEvaluator } from "../../src/jobs/pool/remote-evaluator.ts";
import { startEvaluatorWorker } from "../../workers/evaluator-workers.ts";
import { wasmPaths } from "../../workers/wasm-paths.ts";
import { matmulRate } from "../speed/matmul-rate.ts";
import type { Race, RaceResult, Side } from "../speed/race.ts";
import { sequential } from "../speed/sequential.ts";

interface Player {
  readonly model: Model;
  /** examples x input size, read before any clock runs */
  readonly inputs: Float32Array;
}

async function sample(examples: number): Promise<Player> {
  const folder = new URL("/sample/", self.location.origin).href;
  const names = ["model.json", "group1-shard1of1.bin", "digits-train.csv.gz", "digits-test.csv.gz"];
  const sources = await Promise.all(
    names.map(async (name) => sourceOfBlob(name, await (await fetch(folder + name)).blob())),
  );
  const { model, dataset } = await assemble(sources);
  if (!model || !dataset) throw new Error("the sample did not load");
  const { shape } = inputOf(model.model);
  const rows = Int32Array.from({ length: examples }, (_, row) => row);
  return {
    model: model.model,
    inputs: pairRows(dataset.dataset, proposePairing(dataset.dataset, shape), shape, rows),
  };
}

async function playerOf({ network, examples }: Race): Promise<Player> {
  if (network === "sample") return sample(examples);
  const size = network.input.reduce((product, length) => product * length, 1);
  const random = seededRandom(1, "inputs");
  return {
    model: sequential(network),
    inputs: Float32Array.from({ length: examples * size }, () => random.uniform()),
  };
}

/** An evaluator, and in words how it evaluates. */
type Raced = Evaluator & { dispose(): void; way?(): Promise<string> };

function evaluatorOf(side: Side, { model, inputs }: Player, race: Race): Raced {
  const graph = dependencyGraphOf(model);
  const players = playersOf(graph);
  const size = inputs.length / race.examples;
  // Slices of examples are contiguous here; a copy, because a pool hands the memory over.
  const inputsOf = (rows: Int32Array) => inputs.slice(size * (rows[0] ?? 0), size * ((rows.at(-1) ?? -1) + 1));
  if (side.kind === "loop") return loopEvaluator(model, graph, players, inputsOf);
  const pool = (workers: number) =>
    pooledEvaluator(
      Array.from({ length: workers }, () =>
        remoteEvaluator(startEvaluatorWorker, model, players.count, race.backend, inputsOf),
      ),
      () => {
        throw new Error("a worker of the pool was lost");
      },
    );
  if (side.kind === "pool") return pool(side.workers ?? 1);
  if (side.kind === "apart") return sideBySide(Array.from({ length: side.workers ?? 1 }, () => pool(1)));
  const tricks = new Set<Trick>([...everyTrick].filter((trick) => !side.without?.includes(trick)));
  const planned = maskedEvaluator(model, graph, players, inputsOf, defaultLimits, tricks);
  return { ...planned, way: async () => (await planned.describe(race.examples)).way };
}

/** Each does all of the work; the first one's answer stands for all. */
function sideBySide(pools: readonly OwnedEvaluator[]): Raced {
  const [first] = pools;
  if (!first) throw new Error("nobody plays");
  return {
    players: first.players,
    outputs: async (...task) => {
      const [outputs] = await Promise.all(pools.map((pool) => pool.outputs(...task)));
      return outputs as Outputs;
    },
    meanPayoffs: async (...task) => {
      const [means] = await Promise.all(pools.map((pool) => pool.meanPayoffs?.(...task)));
      return means ?? null;
    },
    dispose: () => {
      for (const pool of pools) pool.dispose();
    },
  };
}

/** What a side is asked for. */
async function answerOf(
  { evaluator, asks }: Side & { readonly evaluator: Raced },
  batch: CoalitionBatch,
  examples: Int32Array,
): Promise<Float32Array> {
  if (asks !== "worth") return (await evaluator.outputs(batch, examples)).values;
  const labels = examples.map((_, at) => at % 10);
  return Float32Array.from(await payoffGame(evaluator, examples, labels, "accuracy").values(batch));
}

async function run(race: Race): Promise<RaceResult> {
  const backend = await chooseBackend(race.backend, wasmPaths);
  if (backend.name !== race.backend) throw new Error(backend.passedOver.join(" "));
  const player = await playerOf(race);
  const cost = costOf(player.model);
  const examples = Int32Array.from({ length: race.examples }, (_, row) => row);
  const sides = race.sides.map((side) => ({
    ...side,
    evaluator: evaluatorOf(side, player, race),
    warm: 0,
    way: "",
    times: [] as number[],
    difference: 0,
  }));
  const units = sides[0]?.evaluator.players ?? 0;
  const random = seededRandom(1, "masks");
  const drawn = (rows: number): CoalitionBatch => ({
    players: units,
    rows,
    members: Uint8Array.from({ length: rows * units }, () => (random.uniform() < race.kept ? 1 : 0)),
  });
  const warming = drawn(Math.max(...sides.map(({ first }) => first)));
  for (const side of sides) {
    const start = performance.now();
    await answerOf(side, rowsOf(warming, 0, side.first), examples);
    side.warm = performance.now() - start;
    side.way = (await side.evaluator.way?.()) ?? "";
  }
  for (let round = 0; round < race.rounds; round++) {
    const batch = drawn(Math.max(...sides.map(({ coalitions }) => coalitions)));
    const outputs: Float32Array[] = [];
    // Whoever comes first in a round comes last in the next.
    const order = sides.map((_, place) => place);
    for (const place of round % 2 === 0 ? order : order.reverse()) {
      const side = sides[place];
      if (!side) continue;
      const start = performance.now();
      outputs[place] = await answerOf(side, rowsOf(batch, 0, side.coalitions), examples);
      const played = side.coalitions * (side.kind === "apart" ? (side.workers ?? 1) : 1);
      side.times.push((performance.now() - start) / played);
    }
    for (const [place, values] of outputs.entries()) {
      const side = sides[place];
      const first = outputs[0] ?? values;
      if (side)
        for (let at = 0; at < Math.min(values.length, first.length); at++) {
          const y = first[at] ?? 0;
          const off = Math.abs((values[at] ?? Number.NaN) - y) / (1 + Math.abs(y));
          // a comparison that is false for NaN as well
          if (!(off <= side.difference)) side.difference = off;
        }
    }
  }
  for (const side of sides) side.evaluator.dispose();
  const gpu = race.backend === "webgpu" && !/swiftshader|llvmpipe|lavapipe/i.test(backend.adapter);
  return {
    backend: `${backend.name}, ${backend.adapter}`,
    gpu,
    units,
    parameters: cost.parameters,
    macs: cost.macs,
    sides: sides.map(({ name, way, warm, times, difference }) => ({ name, way, first: warm, times, difference })),
    matmulRate: gpu ? await matmulRate() : null,
  };
}

self.onmessage = async ({ data }: MessageEvent<Race>) => {
  try {
    self.postMessage(await run(data));
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
};
