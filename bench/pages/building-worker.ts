import { dependencyGraphOf } from "../../src/core/dependency/dependency-graph-of.ts";
import { grandBatch } from "../../src/core/game/coalition-batch.ts";
import { coalitionKey } from "../../src/core/game/coalition-key.ts";
import type { Evaluator } from "../../src/core/game/evaluator.ts";
import type { Game } from "../../src/core/game/game.ts";
import { payoffGame } from "../../src/core/game/payoff-game.ts";
import { type Players, playersOf } from "../../src/core/game/players.ts";
import { scoresOf } from "../../src/core/game/score.ts";
import { iteratedBuilding } from "../../src/core/prune/iterated-building.ts";
import type { Trail } from "../../src/core/prune/trail.ts";
import { seededRandom } from "../../src/core/random/random-source.ts";
import { chooseBackend } from "../../src/engine/backend.ts";
import { loopEvaluator } from "../../src/engine/loop-evaluator.ts";
import { maskedEvaluator } from "../../src/engine/masked-evaluator.ts";
import { assemble } from "../../src/io/assemble.ts";
import { sourceOfBlob } from "../../src/io/bytes/byte-source.ts";
import { pooledEvaluator } from "../../src/jobs/pool/pooled-evaluator.ts";
import { remoteEvaluator } from "../../src/jobs/pool/remote-evaluator.ts";
import { startEvaluatorWorker } from "../../workers/evaluator-workers.ts";
import { wasmPaths } from "../../workers/wasm-paths.ts";
import type { Building, Built, BuiltRun } from "../speed/building.ts";

/** Coalitions a step of both sides, so that both solve as often; the replay goes at another pace, which must change nothing. */
const steps = { both: 180, replay: 225 };

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** A run under way: its own clock runs only while it is its turn. */
function running(building: Building, players: Players, evaluator: Evaluator, game: Game, stepEvaluations: number) {
  const { labels, calibration, target, stepUnits, roundEvaluations, bias, seed } = building;
  const validation = Int32Array.from({ length: labels.length - calibration }, (_, place) => calibration + place);
  const truth = { kind: "classes" as const, labels: Int32Array.from(validation, (row) => labels[row] ?? 0) };
  const strategy = iteratedBuilding({
    game,
    measure: async (batch) => scoresOf(await evaluator.outputs(batch, validation), truth),
    players,
    random: seededRandom(seed, "prune"),
    settings: {
      strategy: "iterated-building",
      target,
      stepUnits,
      index: { kind: "biased-banzhaf", bias },
      roundEvaluations,
      stepEvaluations,
    },
  });
  let trail: Trail | null = null;
  let [seconds, done] = [0, false];
  return {
    evaluations: () => trail?.evaluations ?? 0,
    done: () => done,
    async turn(): Promise<void> {
      const start = performance.now();
      const next = await strategy.next();
      seconds += (performance.now() - start) / 1000;
      done = next.done === true;
      trail = next.done ? next.value : next.value.answer;
    },
    result: (): BuiltRun => ({
      seconds,
      selection: Array.from(trail?.selection ?? []),
      evaluations: trail?.evaluations ?? 0,
      accuracy: trail?.points.at(-1)?.accuracy ?? Number.NaN,
    }),
  };
}

async function run(building: Building): Promise<Built> {
  const backend = await chooseBackend("wasm", wasmPaths);
  if (backend.name !== "wasm") throw new Error(backend.passedOver.join(" "));
  const { model } = await assemble(
    building.files.map(({ name, base64 }) => sourceOfBlob(name, new Blob([bytesOf(base64)]))),
  );
  if (!model) throw new Error("the network did not load");
  const network = model.model;
  const inputs = new Float32Array(bytesOf(building.inputs).buffer);
  const size = inputs.length / building.labels.length;
  const inputsOf = (rows: Int32Array) => inputs.slice(size * (rows[0] ?? 0), size * ((rows.at(-1) ?? -1) + 1));
  const graph = dependencyGraphOf(network);
  const players = playersOf(graph);
  const plain = loopEvaluator(network, graph, players, inputsOf);
  const fast = pooledEvaluator(
    Array.from({ length: building.workers }, () =>
      remoteEvaluator(startEvaluatorWorker, network, players.count, "wasm", inputsOf),
    ),
    () => maskedEvaluator(network, graph, players, inputsOf),
  );
  const calibration = Int32Array.from({ length: building.calibration }, (_, row) => row);
  const labels = Int32Array.from(calibration, (row) => building.labels[row] ?? 0);
  const plainGame = payoffGame(plain, calibration, labels, "accuracy");
  const fastGame = payoffGame(fast, calibration, labels, "accuracy");

  const known = new Map<string, number>();
  const recorded: Game = {
    players: players.count,
    async values(batch) {
      const values = await plainGame.values(batch);
      values.forEach((value, row) => {
        known.set(coalitionKey(batch.members.subarray(row * batch.players, (row + 1) * batch.players)), value);
      });
      return values;
    },
  };
  // workers that are still starting, and weights that are still uploaded, are no part of the run
  for (const each of [plain, fast])
    await each.outputs(grandBatch(building.workers, players.count), calibration.slice(0, 8));
  const both = [
    running(building, players, plain, recorded, steps.both),
    running(building, players, fast, fastGame, steps.both),
  ] as const;
  // By turns, whoever has played fewer coalitions: what else the machine does meanwhile falls on both alike.
  for (;;) {
    const [a, b] = both;
    const next = a.done() || (!b.done() && b.evaluations() < a.evaluations()) ? b : a;
    if (next.done()) break;
    await next.turn();
  }

  let [compared, different, largest] = [0, 0, 0];
  const replay: Game = {
    players: players.count,
    async values(batch) {
      const own = await fastGame.values(batch);
      return own.map((value, row) => {
        const earlier = known.get(coalitionKey(batch.members.subarray(row * batch.players, (row + 1) * batch.players)));
        if (earlier === undefined)
          throw new Error("the replay asked for a coalition that the plain run had not played");
        compared += 1;
        if (earlier !== value) different += 1;
        largest = Math.max(largest, Math.abs(earlier - value));
        return earlier;
      });
    },
  };
  const replayed = running(building, players, fast, replay, steps.replay);
  while (!replayed.done()) await replayed.turn();
  plain.dispose();
  fast.dispose();
  return {
    plain: both[0].result(),
    fast: both[1].result(),
    replayed: replayed.result(),
    compared,
    different,
    largest,
    backend: `${backend.name}, ${backend.adapter}`,
  };
}

self.onmessage = async ({ data }: MessageEvent<Building>) => {
  try {
    self.postMessage(await run(data));
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
};
