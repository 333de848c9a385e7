import type { GroupId } from "../src/core/dependency/dependency-graph.ts";
import { playersOf } from "../src/core/game/players.ts";
import { chooseBackend, deviceIsLost } from "../src/engine/backend.ts";
import { fineTune } from "../src/engine/fine-tune.ts";
import { heldMemory } from "../src/engine/held-memory.ts";
import { maskGradients } from "../src/engine/mask-gradients.ts";
import { maskedEvaluator, type PlannedEvaluator } from "../src/engine/masked-evaluator.ts";
import { memoryAllowed } from "../src/engine/memory-allowed.ts";
import { predict } from "../src/engine/predict.ts";
import { correctBiases, recalibrate, refit } from "../src/engine/refit.ts";
import { refitEvaluator } from "../src/engine/refit-evaluator.ts";
import { residentNetwork } from "../src/engine/resident-network.ts";
import { unitActivations } from "../src/engine/unit-activations.ts";
import { unitPeaks } from "../src/engine/unit-peaks.ts";
import { unitSlopes } from "../src/engine/unit-slopes.ts";
import { warmUp } from "../src/engine/warm-up.ts";
import { assemble } from "../src/io/assemble.ts";
import { sourceOfBlob } from "../src/io/bytes/byte-source.ts";
import { sha256 } from "../src/io/bytes/sha256.ts";
import { readPictures } from "../src/io/datasets/pictures/read-pictures.ts";
import { filesAhead } from "../src/io/files-ahead.ts";
import { encodeModel } from "../src/io/models/encode-model.ts";
import type { EvaluationWay } from "../src/jobs/evaluation-report.ts";
import type { LabParts, OwnedEvaluator } from "../src/jobs/lab-parts.ts";
import { pooledEvaluator } from "../src/jobs/pool/pooled-evaluator.ts";
import { type EvaluatorLink, remoteEvaluator } from "../src/jobs/pool/remote-evaluator.ts";
import { decodeImage } from "./decode-image.ts";
import { predictIndependently } from "./independent-readers.ts";

/** An evaluator that says how it evaluates and what it holds. */
const reporting = (evaluator: PlannedEvaluator) => ({
  ...evaluator,
  async evaluationWay(examples: number): Promise<EvaluationWay> {
    const { way, tricks } = await evaluator.describe(examples);
    const does = tricks.filter(({ obstacle }) => obstacle === null).map((trick) => trick.does);
    return { way, does, operations: await evaluator.operations(examples, 0.5) };
  },
  held: async () => heldMemory(),
});

/**
 * io and engine, handed in to the jobs: the one place where the worker's layers meet.
 * @param wasmPaths where tfjs finds its wasm files; left out in Node
 * @param startEvaluator starts one more worker that evaluates coalitions; left out where there is none
 */
export const labParts = (wasmPaths?: Record<string, string>, startEvaluator?: () => EvaluatorLink): LabParts => ({
  async assemble(files, example) {
    const bySource = new Map(files.map((file) => [sourceOfBlob(file.name, file.blob), file]));
    const { kept, ...assembled } = await assemble([...bySource.keys()], { decodeImage }, example);
    return { ...assembled, kept: kept.flatMap((source) => bySource.get(source) ?? []) };
  },
  filesAhead: (files) => filesAhead(files.map(({ name, blob }) => sourceOfBlob(name, blob))),
  chooseBackend: (prefer) => chooseBackend(prefer, wasmPaths),
  deviceIsLost,
  evaluator(model, graph, players, inputsOf, { workers, backend }) {
    const alone = (groups?: readonly GroupId[]) =>
      maskedEvaluator(model, graph, groups ? playersOf(graph, groups) : players, inputsOf);
    if (!startEvaluator || workers < 2) {
      const whole = alone();
      const onlyPlaying = (groups: readonly GroupId[]) => {
        whole.rest();
        return reporting(alone(groups));
      };
      return { ...reporting(whole), onlyPlaying };
    }
    const members = Array.from({ length: workers }, () =>
      remoteEvaluator(startEvaluator, model, players.count, backend, inputsOf),
    );
    const pooled = (each: readonly OwnedEvaluator[], groups?: readonly GroupId[]) => {
      const inThisThread = () => reporting(alone(groups));
      return {
        ...pooledEvaluator(each, inThisThread),
        // the members choose as this thread would
        async evaluationWay(examples: number) {
          const here = inThisThread();
          return here.evaluationWay(examples).finally(() => here.dispose());
        },
      };
    };
    const onlyPlaying = (groups: readonly GroupId[]) => {
      const { count } = playersOf(graph, groups);
      return pooled(
        members.map((member) => member.onlyPlaying(groups, count)),
        groups,
      );
    };
    return { ...pooled(members), onlyPlaying };
  },
  cores: startEvaluator ? navigator.hardwareConcurrency : 1,
  memoryAllowed,
  maskGradients,
  unitActivations,
  unitPeaks,
  unitSlopes,
  warmUp,
  repair: { refit, refittedNetworks: refitEvaluator, correctBiases, recalibrate, fineTune },
  predict,
  residentNetwork,
  readPicture: (name, blob) =>
    readPictures(name, [{ name, bytes: async () => new Uint8Array(await blob.arrayBuffer()) }], decodeImage),
  now: () => performance.now(),
  encode: encodeModel,
  predictIndependently,
  sha256,
});
