import type { Dataset } from "../core/dataset/dataset.ts";
import type { DependencyGraph, GroupId } from "../core/dependency/dependency-graph.ts";
import type { Failure } from "../core/failure.ts";
import type { CoalitionBatch } from "../core/game/coalition-batch.ts";
import type { Evaluator, ExampleSlice } from "../core/game/evaluator.ts";
import type { Players } from "../core/game/players.ts";
import type { MemoryAllowed } from "../core/memory/memory-refusal.ts";
import type { FileAhead } from "../core/memory/opening-estimate.ts";
import type { LayerId, Model, Shape } from "../core/model/model.ts";
import type { ModelFormat } from "../core/model/model-format.ts";
import type { BytePicture } from "../core/own-example/example-form.ts";
import type { EncodedModel, PrunedModel } from "../core/prune/pruned-model.ts";
import type { BackendName, BackendReport, DroppedFile } from "./contract.ts";
import type { EvaluationMemory, EvaluationWay } from "./evaluation-report.ts";
import type { RepairParts } from "./repair-parts.ts";

/** What io made of all files dropped so far. `origin` is the format's own business. */
export interface Assembled {
  readonly model: {
    readonly model: Model;
    readonly origin: unknown;
    readonly format: ModelFormat;
    readonly outputs: readonly LayerId[];
    readonly hash: string;
    readonly fileBytes: number;
  } | null;
  readonly dataset: { readonly dataset: Dataset; readonly hash: string } | null;
  readonly notes: readonly string[];
  readonly missing: readonly string[];
  readonly failures: readonly Failure[];
  /** Files to hand in again with the next drop: what is in use and what waits for more. */
  readonly kept: readonly DroppedFile[];
}

/** The examples that every unit is most active on, players x count (see engine/unit-peaks.ts). */
export interface UnitPeaks {
  readonly count: number;
  readonly rows: Int32Array;
  readonly values: Float32Array;
  readonly active: Float64Array;
}

/** An evaluator that holds device memory. */
export interface OwnedEvaluator extends Evaluator {
  warm(examples: ExampleSlice, rows: number): Promise<void>;
  /** How so many examples are evaluated; left out where it cannot be said. */
  evaluationWay?(examples: number): Promise<EvaluationWay>;
  /** What it holds, in all its threads; between two calls, and cheap. */
  held?(): Promise<EvaluationMemory>;
  dispose(): void;
}

/** An evaluator of the whole network that can also be asked for the games of some of its groups. */
export interface LabEvaluator extends OwnedEvaluator {
  /**
   * The same network with the units of these groups alone playing and all others present: only what is behind them is
   * evaluated, by the same workers. This one frees what it holds, and takes it up again when it is asked.
   */
  onlyPlaying(groups: readonly GroupId[]): OwnedEvaluator;
}

/** What workers/ hands to the jobs: io and engine, behind the few calls that the jobs make. */
export interface LabParts {
  /** @param example shape of one example for a network that leaves its size open, where no data are among the files */
  assemble(files: readonly DroppedFile[], example?: Shape): Promise<Assembled>;
  /** What opening files will take, by their first and last bytes; left out where nobody looks ahead. */
  filesAhead?(files: readonly DroppedFile[]): Promise<readonly FileAhead[]>;
  chooseBackend(prefer: BackendName | "auto"): Promise<BackendReport>;
  evaluator(
    model: Model,
    graph: DependencyGraph,
    players: Players,
    inputsOf: (rows: ExampleSlice) => Float32Array,
    pool: { readonly workers: number; readonly backend: BackendName },
  ): LabEvaluator;
  /** Whether the graphics device is gone; left out where there is none. */
  deviceIsLost?(): Promise<boolean>;
  /** What the backend and the browser allow, once a backend runs; left out where nothing is known of it. */
  memoryAllowed?(): MemoryAllowed;
  /** Cores of this machine; 1 where evaluators cannot be spread. */
  readonly cores: number;
  /** Compiles shaders ahead where the backend has any; yields how many of them are ready. */
  warmUp(
    evaluator: OwnedEvaluator,
    examples: ExampleSlice,
    rows: number,
  ): AsyncGenerator<{ readonly ready: number; readonly total: number }>;
  /** Derivatives of the mean log-likelihood with respect to every player's mask, row-major rows x players. */
  maskGradients(
    model: Model,
    graph: DependencyGraph,
    players: Players,
    inputsOf: (rows: ExampleSlice) => Float32Array,
  ): {
    gradients(batch: CoalitionBatch, examples: ExampleSlice, labels: Int32Array): Promise<Float64Array>;
    dispose(): void;
  };
  /** Mean size and share of zeros of every unit's activations in the full network. */
  unitActivations(
    model: Model,
    graph: DependencyGraph,
    players: Players,
    inputsOf: (rows: ExampleSlice) => Float32Array,
    examples: ExampleSlice,
  ): Promise<{ readonly mean: Float64Array; readonly zeros: Float64Array }>;
  /** The calibration examples that every unit of the full network is most active on; yields the examples done. */
  unitPeaks(
    model: Model,
    graph: DependencyGraph,
    players: Players,
    inputsOf: (rows: ExampleSlice) => Float32Array,
    examples: ExampleSlice,
    count: number,
  ): AsyncGenerator<number, UnitPeaks>;
  /** How the log-likelihood of single examples depends on every unit of the full network; yields the examples done. */
  unitSlopes(
    model: Model,
    graph: DependencyGraph,
    players: Players,
    inputsOf: (rows: ExampleSlice) => Float32Array,
    examples: ExampleSlice,
    labels: Int32Array,
  ): AsyncGenerator<number, { readonly taylor: Float64Array; readonly gradientNorm: Float64Array }>;
  readonly repair: RepairParts;
  /** Output of the unmasked network. */
  predict(model: Model, inputs: Float32Array, examples: number): Promise<Float32Array>;
  /** A network with its weights on the backend, to be timed; each pass ends with its outputs in memory. */
  residentNetwork(
    model: Model,
    inputs: Float32Array,
    examples: number,
  ): { readonly pass: () => Promise<Float32Array>; readonly dispose: () => void };
  /** A picture of any kind and size, decoded. */
  readPicture(name: string, blob: Blob): Promise<BytePicture>;
  /** A clock for times in milliseconds. */
  readonly now: () => number;
  /** A pruned network as a file of the format wanted, and texts that go with it. */
  /** @param stem name under which the file is saved, without extension */
  encode(pruned: PrunedModel, wanted: ModelFormat, stem: string): Promise<EncodedModel>;
  /** Output of a reader that is not Quorum's on a file that `encode` made; null where none runs here. */
  predictIndependently(
    file: { readonly format: ModelFormat; readonly bytes: Uint8Array },
    inputs: Float32Array,
    inputShape: Shape,
    /** The output wanted: its layer, and its place among the network's outputs. */
    output: { readonly name: string; readonly place: number },
  ): Promise<{ readonly reader: string; readonly outputs: Float32Array } | null>;
  sha256(bytes: Uint8Array): Promise<string>;
}
