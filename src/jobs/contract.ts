import type { Pairing } from "../core/dataset/dataset.ts";
import type { Failure, Reply } from "../core/failure.ts";
import type { Payoff } from "../core/game/payoff.ts";
import type { Score } from "../core/game/score.ts";
import type { Truth } from "../core/game/truth.ts";
import type { Cost, ModelSummary } from "../core/model/summary.ts";
import type { PowerEstimate, PowerIndex } from "../core/power/power-index.ts";
import type { StrategySettings, Trail } from "../core/prune/trail.ts";
import type { Progress } from "../core/step.ts";
import type { Sweep, SweepSettings } from "../core/uncertainty/band.ts";

/**
 * What crosses the threads. A job is opened with a spec, pulled step by step, and closed; every spec and answer is
 * JSON plus typed arrays (and the Blobs of dropped files, which are handles).
 */

/** A dropped file: its name and a handle on its bytes. */
export interface DroppedFile {
  readonly name: string;
  readonly blob: Blob;
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

/** Everything the lab holds after a drop. What a failed file would have replaced stays. */
export interface Holdings {
  readonly model:
    | (ModelSummary & { readonly hash: string /** Bytes of its files unpacked. */; readonly fileBytes: number })
    | null;
  readonly dataset: DatasetSummary | null;
  /** Sentences on what was taken, such as "model.json: a tfjs LayersModel". */
  readonly notes: readonly string[];
  /** Sentences on what is still missing, such as "group1-shard2of2.bin, named by model.json". */
  readonly missing: readonly string[];
  readonly failures: readonly Failure[];
  /** Positions, among the files handed in, of those in use or waiting for more: hand them in again with the next drop. */
  readonly kept: readonly number[];
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
}

export interface PrepareSpec {
  readonly seed: number;
  /** Try this backend first; the others follow in the order webgpu, wasm, cpu. */
  readonly prefer: BackendName | "auto";
  /** Examples at most of each part of the split. */
  readonly calibration: number;
  readonly validation: number;
  readonly test: number;
  /** Chosen by the person; proposed by the lab if null. */
  readonly pairing: Pairing | null;
}

/** Answer of the steps of `prepare`; the last step has everything. */
export interface Prepared {
  /** What is being done, for the progress line. */
  readonly stage: string;
  readonly backend: BackendReport | null;
  readonly split: SplitReport | null;
  readonly pairing: Pairing | null;
  readonly measure: Measure | null;
  /** The full network's score, with its 95 % interval. */
  readonly full: { readonly calibration: Score; readonly validation: Score; readonly test: Score } | null;
}

/** What the lab's figures are: share of right votes, of votes as the full network casts them where there are no labels, or for regression the explained variance. */
export type Measure = "accuracy" | "agreement" | "explained-variance";

export interface SweepSpec {
  readonly seed: number;
  readonly settings: SweepSettings;
}

export interface EstimateSpec {
  readonly seed: number;
  readonly index: PowerIndex;
  readonly payoff: Payoff;
  readonly evaluations: number;
  readonly stepEvaluations: number;
}

export interface PruneSpec {
  readonly seed: number;
  readonly payoff: Payoff;
  readonly settings: StrategySettings;
  /** The estimate that top-n ranks by; null lets the job estimate first. */
  readonly estimate: PowerEstimate | null;
}

/** Test accuracy of a selection of units, read when the person asks for it, and what the physically pruned network costs. */
export interface AppraiseSpec {
  readonly selection: Uint8Array;
}
export interface Appraisal {
  readonly test: Score;
  readonly size: number;
  readonly cost: Cost;
  /** Units kept of each group, in the order of the model's groups. */
  readonly widths: readonly number[];
}

export interface ExportSpec {
  readonly selection: Uint8Array;
}
/** The pruned network as a file, and what a fresh worker needs to check it. */
export interface ExportedModel {
  readonly fileName: string;
  readonly zip: Uint8Array;
  readonly cost: Cost;
  /** Bytes of its files unpacked, to hold against `Holdings.model.fileBytes`. */
  readonly fileBytes: number;
  /** The backend that ran the masked network; the fresh worker takes the same. */
  readonly backend: BackendName;
  /** Probe inputs (examples x input size) and the masked network's outputs on them. */
  readonly probe: {
    readonly inputs: Float32Array;
    readonly inputShape: readonly number[];
    readonly truth: Truth;
    readonly examples: number;
    readonly outputs: Float32Array;
    readonly outputWidth: number;
  };
}

/** Runs in a fresh worker: decodes the zip again, opens it with tf.loadLayersModel, compares with the masked network. */
export interface VerifySpec {
  readonly exported: ExportedModel;
}
export interface Verified {
  /** Largest |difference| over the probe between the masked network and Quorum's own re-import. */
  readonly difference: number;
  /** The same between the masked network and tf.loadLayersModel. */
  readonly differenceLayersModel: number;
  /** Of the re-imported network, on the probe's labels. */
  readonly accuracy: Score;
  /** Of the masked network, on the same examples. */
  readonly maskedAccuracy: Score;
  /** Examples whose predicted class differs. */
  readonly flipped: number;
  readonly cost: Cost;
  readonly sha256: string;
}

/** Kind of job -> its spec and the answer that its steps carry. */
export interface Jobs {
  /** Files kept from earlier drops first, then the new ones. */
  open: { spec: { files: readonly DroppedFile[] }; answer: Holdings };
  prepare: { spec: PrepareSpec; answer: Prepared };
  sweep: { spec: SweepSpec; answer: Sweep };
  estimate: { spec: EstimateSpec; answer: PowerEstimate };
  prune: { spec: PruneSpec; answer: Trail };
  appraise: { spec: AppraiseSpec; answer: Appraisal };
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
}

/** The worker's side of the protocol, exposed through comlink. Failures travel as values. */
export interface JobHost {
  open<K extends JobKind>(kind: K, spec: Jobs[K]["spec"]): Promise<Reply<JobId>>;
  next<K extends JobKind>(id: JobId): Promise<Reply<JobStep<K>>>;
  close(id: JobId): Promise<void>;
}
