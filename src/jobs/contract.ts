import type { RankFrom, Split, SplitPart } from "../core/dataset/dataset.ts";
import type { Pairing, PairingChoice } from "../core/dataset/pairing.ts";
import type { Preflight } from "../core/dependency/preflight.ts";
import type { PoolFit } from "../core/estimate/pool-fit.ts";
import type { Failure, Reply } from "../core/failure.ts";
import type { ExamplesEach } from "../core/game/example-blocks.ts";
import type { Payoff } from "../core/game/payoff.ts";
import type { Plays } from "../core/game/plays.ts";
import type { Score } from "../core/game/score.ts";
import type { InteractionEstimate } from "../core/interaction/pairwise-interaction.ts";
import type { ModelFormat } from "../core/model/model-format.ts";
import type { Cost, ModelSummary } from "../core/model/summary.ts";
import type { PowerEstimate, PowerIndex } from "../core/power/power-index.ts";
import type { GroupRule } from "../core/prune/constraints.ts";
import type { SelectionScope, StrategySettings, Trail } from "../core/prune/trail.ts";
import type { Looks } from "../core/settle/peeking.ts";
import type { Likelihood } from "../core/signs/seen-in-training.ts";
import type { SampledLeastCore } from "../core/solution/sampled-least-core.ts";
import type { Progress } from "../core/step.ts";
import type { Sweep, SweepSettings, UncertaintyStatistic } from "../core/uncertainty/band.ts";
import type { Surface } from "../core/uncertainty/surface.ts";
import type { Answered, AnswerSpec } from "./answer-contract.ts";
import type { Checkpoint, CheckpointNews } from "./checkpoint.ts";
import type { CompareSpec, Comparison, Latency, LatencySpec } from "./compare-contract.ts";
import type { EvaluationMemory, EvaluationReport } from "./evaluation-report.ts";
import type { ExportedModel, ExportSpec, Verified, VerifySpec } from "./export-contract.ts";
import type { MemoryExpected, OpeningMemory } from "./memory-contract.ts";
import type { Repair, RepairedSelection, RepairSpec } from "./repair-contract.ts";
import type { TinyGame, TinySpec } from "./tiny-contract.ts";
import type { UnitLook, UnitSpec } from "./unit-contract.ts";

/**
 * What crosses the threads. A job is opened with a spec, pulled step by step, and closed; every spec and answer is
 * JSON plus typed arrays (and the Blobs of dropped files, which are handles).
 */

/** A dropped file: its name and a handle on its bytes. */
export interface DroppedFile {
  readonly name: string;
  readonly blob: Blob;
  /** Of the sample's files: where the page's own server has them. */
  readonly address?: string;
}

export interface DatasetSummary {
  readonly name: string;
  readonly count: number;
  readonly shape: readonly number[];
  readonly classNames: readonly string[];
  readonly range: readonly [number, number];
  /** Examples a class, in order. */
  readonly classCounts: readonly number[];
  /** sha-256 of the files, hex. */
  readonly hash: string;
}

export interface OpenSpec {
  /** Files kept from earlier drops first, then the new ones. */
  readonly files: readonly DroppedFile[];
  /** How many of them are kept ones; 0 where a new worker opens everything again. */
  readonly known: number;
  /** Layer whose output is to be the prediction, where the network has several outputs; null for its first. */
  readonly output: string | null;
}

/** The file that a network came from. */
export interface ModelFile {
  /** sha-256, hex. */
  readonly hash: string;
  /** Bytes of its files unpacked. */
  readonly fileBytes: number;
  readonly format: ModelFormat;
  /** Layers that the file names as outputs, and the one that is the prediction. */
  readonly outputs: readonly string[];
  readonly output: string;
}

/** How large the weights are that make each unit. */
export interface UnitMagnitudes {
  /** L2 norm, a player each (see core/baseline/magnitude.ts); left out where a session was kept before it was measured. */
  readonly magnitudes?: Float64Array;
}

/** Everything the lab holds after a drop. What a failed file would have replaced stays. */
export interface Holdings {
  readonly model: (ModelSummary & ModelFile & { readonly preflight: Preflight } & UnitMagnitudes) | null;
  readonly dataset: DatasetSummary | null;
  /** Sentences on what was taken, such as "model.json: a tfjs LayersModel". */
  readonly notes: readonly string[];
  /** Sentences on what is still missing, such as "group1-shard2of2.bin, named by model.json". */
  readonly missing: readonly string[];
  readonly failures: readonly Failure[];
  /** Positions, among the files handed in, of those in use or waiting for more: hand them in again with the next drop. */
  readonly kept: readonly number[];
  /** Memory that opening the files takes, estimated before they are read, and what there is; left out where unknown. */
  readonly opening?: OpeningMemory;
}

export type BackendName = "webgpu" | "wasm" | "cpu";

export interface BackendReport {
  readonly name: BackendName;
  /** Adapter's or library's own words, such as "SwiftShader" or "wasm, SIMD". */
  readonly adapter: string;
  /** Largest |difference| of the self-test against the reference network. */
  readonly selfTest: number;
  /** One sentence for each backend that was passed over. */
  readonly passedOver: readonly string[];
}

/** Example counts and how they were split. */
export interface SplitReport {
  readonly calibration: number;
  readonly validation: number;
  readonly test: number;
  readonly how: string;
  /** Where the files set a test part aside, the part that ranks and chooses comes from; null where all parts were made by seed. */
  readonly rankedFrom?: RankFrom | null;
  readonly copies?: NonNullable<Split["copies"]>;
  /** Examples that could test but were not wanted. */
  readonly unread?: number;
}

export interface PrepareSpec {
  readonly seed: number;
  /** Try this backend first; the others follow in the order webgpu, wasm, cpu. */
  readonly prefer: BackendName | "auto";
  /** Examples at most of each part of the split. */
  readonly calibration: number;
  readonly validation: number;
  readonly test: number;
  /** The parts that the person chose; the lab finds the others, or all of them if null. */
  readonly pairing: PairingChoice | null;
  /** Workers that evaluate coalitions; as many as suit the machine where it is null or left out. */
  readonly workers?: number | null;
  /** Of files that set a test part aside: which of them rank and choose; the training files if left out. */
  readonly rankFrom?: RankFrom;
}

/** A pairing that was tried on calibration examples, and what the full network achieved with it. */
export interface TriedPairing {
  readonly pairing: Pairing;
  readonly score: Score;
}

/** What was tried before a pairing was proposed. */
export interface PairingTrials {
  readonly tried: readonly TriedPairing[];
  /** Where in `tried` the pairing in force stands; -1 where it is not among them. */
  readonly chosen: number;
  /** A sentence on how the pairing came about. */
  readonly how: string;
}

/** Answer of the steps of `prepare`; the last step has everything. */
export interface Prepared {
  /** What is being done, for the progress line. */
  readonly stage: string;
  readonly backend: BackendReport | null;
  /** Workers that evaluate coalitions; null until they were started. */
  readonly workers: number | null;
  readonly split: SplitReport | null;
  readonly pairing: Pairing | null;
  /** Null until they are over. */
  readonly trials: PairingTrials | null;
  readonly measure: Measure | null;
  /** The full network's score, with its 95 % interval. */
  readonly full: { readonly calibration: Score; readonly validation: Score; readonly test: Score } | null;
  /** Its mean log-likelihood of the true classes on each part, where there are any; left out until it was measured. */
  readonly likelihood?: Readonly<Record<SplitPart, Likelihood>> | null;
  /** How coalitions are evaluated, and what that costs; left out until it was timed. */
  readonly evaluation?: EvaluationReport;
  /** Memory that this takes, estimated before anything was begun, and what there is. */
  readonly memory?: MemoryExpected;
}

/** What the lab's figures are: share of right votes, of votes as the full network casts them where there are no labels, or for regression the explained variance. */
export type Measure = "accuracy" | "agreement" | "explained-variance";

export interface SweepSpec {
  readonly seed: number;
  /** Coalitions a step at most: pace only. */
  readonly stepEvaluations: number;
  readonly settings: SweepSettings;
}

/** When an estimate is good enough. `evaluations` is the most that may be spent either way. */
export type Stop =
  | { readonly kind: "evaluations"; readonly evaluations: number }
  | { readonly kind: "seconds"; readonly seconds: number; readonly evaluations: number }
  | {
      readonly kind: "settled";
      /** Size of the top that is to be told from the rest. */
      readonly count: number;
      /** Differences of power up to this do not matter, in units of the payoff. */
      readonly tolerance: number;
      /** Spend evaluations on the undecided alone where that helps more (biased Banzhaf and Banzhaf). */
      readonly focused: boolean;
      readonly evaluations: number;
    };

export interface EstimateSpec {
  readonly seed: number;
  readonly index: PowerIndex;
  readonly payoff: Payoff;
  /** A name of core/estimate/estimators.ts; "default" lets the index and the size of the network choose. */
  readonly estimator: string;
  readonly stop: Stop;
  readonly stepEvaluations: number;
  /** Backward passes that make the first ranking and the point that ridge shrinks to; 0 for none. */
  readonly priorMasks: number;
  /** Size of the top whose keep, drop and undecided states are wanted. */
  readonly count: number;
  /** Examples that each coalition is played on, where that is right for the estimator; all if left out. Evaluations are those of all examples, or as much work. */
  readonly examplesEach?: ExamplesEach;
  /** Whether all units play one game, or one layer at a time, each with its share of the evaluations; together if left out. */
  readonly plays?: Plays;
  /** Of single layers, where one plays at a time: the sizes of their tops keep to it, and are the same fraction of each else. */
  readonly rules?: readonly GroupRule[];
}

/** An estimate of every unit's power as the page shows it. */
export interface Estimation extends PowerEstimate {
  /** What made the present values: an estimator's name, or "gradient-prior" for the first ranking. */
  readonly estimator: string;
  /** keep, drop or undecided for the top `count` of the spec, one byte a player (see core/settle `unitStates`). */
  readonly states: Uint8Array;
  readonly settled: boolean;
  /** Looks at the running estimate so far and planned, for which the bounds of the states are corrected. */
  readonly looks: Looks;
  /** The gradient prior, once it is there. */
  readonly prior: Float64Array | null;
  /** Standard errors from the choice of calibration examples; null until the end, where the payoff is no mean over examples, or where the coalitions depended on what was found. */
  readonly exampleError: Float64Array | null;
}

/** One pool of coalitions that serves every d and Shapley: the page ranks from it without new evaluations. */
export interface PoolSpec {
  readonly seed: number;
  readonly payoff: Payoff;
  readonly evaluations: number;
  readonly stepEvaluations: number;
  /** d at which half of the pool is spent; null for a pool spread evenly. */
  readonly focus: number | null;
  /** As of an estimate. */
  readonly examplesEach?: ExamplesEach;
}

/** The p x q surface of two sets of groups; groups in neither are always present. */
export interface SurfaceSpec {
  readonly seed: number;
  readonly first: readonly string[];
  readonly second: readonly string[];
  readonly fractions: readonly number[];
  readonly masks: number;
  readonly rescaled: boolean;
  readonly statistic: UncertaintyStatistic;
}

/** Pairwise interaction of chosen players under R_d. */
export interface InteractionSpec {
  readonly seed: number;
  readonly payoff: Payoff;
  readonly units: readonly number[];
  readonly bias: number;
  readonly evaluations: number;
  readonly stepEvaluations: number;
}

/** The least core over sampled coalitions: who is irreplaceable. */
export interface IrreplaceabilitySpec {
  readonly seed: number;
  readonly payoff: Payoff;
  readonly evaluations: number;
  readonly stepEvaluations: number;
}

/** Accuracy of the top `target` by beta^d, for several d, all ranked from one pool. */
export interface SensitivitySpec {
  readonly fit: PoolFit;
  readonly biases: readonly number[];
  readonly target: number;
  readonly scope: SelectionScope;
}
export interface Sensitivity {
  readonly biases: readonly number[];
  /** Validation accuracy at each bias done so far. */
  readonly scores: readonly Score[];
}

export interface PruneSpec {
  readonly seed: number;
  readonly payoff: Payoff;
  readonly settings: StrategySettings;
  /** The estimate that top-n ranks by; null lets the job estimate first. */
  readonly estimate: PowerEstimate | null;
}

/** Test accuracy of a selection of units, read when the person asks for it, and what the physically pruned network costs. */
export type AppraiseSpec = RepairedSelection;
export interface Appraisal {
  /** Null until the last step. */
  readonly test: Score | null;
  readonly size: number;
  readonly cost: Cost;
  /** Units kept of each group, in the order of the model's groups. */
  readonly widths: readonly number[];
}

/** Kind of job -> its spec and the answer that its steps carry. */
export interface Jobs {
  open: { spec: OpenSpec; answer: Holdings };
  prepare: { spec: PrepareSpec; answer: Prepared };
  sweep: { spec: SweepSpec; answer: Sweep };
  estimate: { spec: EstimateSpec; answer: Estimation };
  pool: { spec: PoolSpec; answer: PoolFit };
  surface: { spec: SurfaceSpec; answer: Surface };
  interaction: { spec: InteractionSpec; answer: InteractionEstimate };
  irreplaceability: { spec: IrreplaceabilitySpec; answer: SampledLeastCore };
  sensitivity: { spec: SensitivitySpec; answer: Sensitivity };
  tiny: { spec: TinySpec; answer: TinyGame };
  prune: { spec: PruneSpec; answer: Trail };
  repair: { spec: RepairSpec; answer: Repair };
  appraise: { spec: AppraiseSpec; answer: Appraisal };
  compare: { spec: CompareSpec; answer: Comparison };
  latency: { spec: LatencySpec; answer: Latency };
  unit: { spec: UnitSpec; answer: UnitLook };
  answer: { spec: AnswerSpec; answer: Answered };
  export: { spec: ExportSpec; answer: ExportedModel };
  verify: { spec: VerifySpec; answer: Verified };
}
export type JobKind = keyof Jobs;
export type JobId = number;

/** One pulled step. `answer` is null only when a job ended without any. */
export interface JobStep<K extends JobKind> {
  readonly answer: Jobs[K]["answer"] | null;
  readonly progress: Progress;
  readonly done: boolean;
  /** What evaluating holds, as it was lately. */
  readonly memory?: EvaluationMemory;
  /** Handed over now and then: with it the job can go on from here in another worker. */
  readonly news?: CheckpointNews;
  /** The job is still repeating what the checkpoint that it was opened from knows. */
  readonly replaying?: true;
}

/** The worker's side of the protocol, exposed through comlink. Failures travel as values. */
export interface JobHost {
  /** @param from a checkpoint of the same job: its final figures are those of a run that was never interrupted */
  open<K extends JobKind>(kind: K, spec: Jobs[K]["spec"], from?: Checkpoint): Promise<Reply<JobId>>;
  next<K extends JobKind>(id: JobId): Promise<Reply<JobStep<K>>>;
  close(id: JobId): Promise<void>;
}
