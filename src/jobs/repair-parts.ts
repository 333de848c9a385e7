import type { DependencyGraph } from "../core/dependency/dependency-graph.ts";
import type { Evaluator, ExampleSlice } from "../core/game/evaluator.ts";
import type { Players } from "../core/game/players.ts";
import type { Score } from "../core/game/score.ts";
import type { Model } from "../core/model/model.ts";
import type { RandomSource } from "../core/random/random-source.ts";
import type { LayerSums } from "../core/repair/layer-sums.ts";
import type { FineTuneSettings } from "../core/repair/repair-settings.ts";
import type { Refitting, RepairTask } from "../core/repair/repair-task.ts";
import type { Lessons, Tuning } from "../core/repair/tuning.ts";
import type { Step } from "../core/step.ts";

/**
 * What workers/ hands to the job `repair` of the engine. `from` is what a snapshot of a step of the same repair gave; only
 * the engine knows what is in it.
 */
export interface RepairParts {
  /** Least squares, layer by layer; `penalty` is lambda as a share of the mean diagonal. */
  refit(
    task: RepairTask,
    penalty: number,
    random: RandomSource,
    from?: unknown,
  ): AsyncGenerator<Step<Refitting>, Refitting>;
  /** Networks that are cut to a coalition and refitted on the examples to learn from, one after the other. */
  refittedNetworks(
    model: Model,
    graph: DependencyGraph,
    players: Players,
    inputsOf: (rows: ExampleSlice) => Float32Array,
    learn: ExampleSlice,
    penalty: number,
    random: RandomSource,
  ): Evaluator & { sums(): Promise<readonly LayerSums[]>; dispose(): void };
  correctBiases(task: RepairTask, from?: unknown): AsyncGenerator<Step<Refitting>, Refitting>;
  /** Moving mean and variance of batch-norms. */
  recalibrate(task: RepairTask, from?: unknown): AsyncGenerator<Step<Refitting>, Refitting>;
  /** Training that keeps the best network by `judge`; a step every `stepBatches` batches, and after each epoch. */
  fineTune(
    model: Model,
    start: Score,
    lessons: Lessons,
    settings: FineTuneSettings,
    judge: (model: Model) => Promise<Score>,
    random: RandomSource,
    stepBatches: number,
    from?: unknown,
  ): AsyncGenerator<Step<Tuning>, Tuning>;
}
