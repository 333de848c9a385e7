import type { Copies, RankFrom, SplitPart } from "../dataset/dataset.ts";
import type { Pairing } from "../dataset/pairing.ts";
import type { Payoff } from "../game/payoff.ts";
import type { Plays } from "../game/plays.ts";
import type { Cost } from "../model/summary.ts";
import type { PowerIndex } from "../power/power-index.ts";
import type { PruningPlan } from "../prune/pruning-plan.ts";
import type { StrategySettings } from "../prune/trail.ts";
import type { TrainingSaw } from "../signs/seen-in-training.ts";
import type { CriticalSize, SweepSettings } from "../uncertainty/band.ts";
import type { RecordedComparison, RecordedLatency } from "./comparison-reader.ts";
import type { RecordedRepair } from "./repair-reader.ts";

/** Marks the file as a record of Quorum's. */
export const recordFormat = "quorum-run";
/** Raised when a field changes its meaning. */
export const recordVersion = 2;

/** A file that went in: its name and its sha-256, hex. */
export interface RecordedFile {
  readonly name: string;
  readonly hash: string;
}

export interface RecordedAccuracy {
  readonly value: number;
  /** 95 % Wilson interval. */
  readonly interval: readonly [number, number];
  readonly examples: number;
}

export interface RecordedPoint {
  readonly size: number;
  /** On the validation examples. */
  readonly accuracy: number;
  /** Ranking evaluations spent so far. */
  readonly evaluations: number;
}

/** When an estimate was to end; the fields of its kind. */
export interface RecordedStop {
  readonly kind: "evaluations" | "seconds" | "settled";
  readonly evaluations: number;
  readonly seconds?: number;
  readonly count?: number;
  readonly tolerance?: number;
  readonly focused?: boolean;
}

/** Which examples a figure is of. */
export interface RecordedPart {
  readonly part: SplitPart;
  readonly examples: number;
}

/** What may make the figures too good. */
export interface RecordedDiscipline {
  /** Which of the examples the network was trained on, as the person says. */
  readonly trainingSaw: TrainingSaw;
  /** Of files that set a test part aside: which of them rank and choose. */
  readonly rankedFrom: RankFrom | null;
  /** Exact copies of examples of an earlier part; absent where they were not looked for. */
  readonly copies?: { readonly validation: Copies; readonly test: Copies };
  /** Networks whose test figure had been read when the record was made, and by how much the best of them is too good at most. */
  readonly testReadings: number;
  readonly bestTooGoodBy: number;
}

/**
 * Everything needed to reproduce a result, and the result. Plain JSON: seeds, settings and hashes say how, `figures`
 * says what came out. Parts that were not run are null.
 */
export interface RunRecord {
  readonly format: typeof recordFormat;
  readonly version: typeof recordVersion;
  /** ISO 8601, of the moment that the record was made. */
  readonly created: string;
  /** Version of Quorum. */
  readonly app: string;
  readonly model: RecordedFile;
  /** Layer whose output was the prediction, of a network with several outputs. */
  readonly output?: string;
  readonly dataset: RecordedFile;
  readonly split: {
    readonly seed: number;
    readonly calibration: number;
    readonly validation: number;
    readonly test: number;
    readonly how: string;
  };
  /** Records of earlier versions have none. */
  readonly discipline?: RecordedDiscipline;
  readonly pairing: Pairing;
  readonly backend: { readonly name: string; readonly adapter: string };
  readonly sweep: { readonly seed: number; readonly settings: SweepSettings } | null;
  readonly estimate: {
    readonly seed: number;
    readonly index: PowerIndex;
    readonly payoff: Payoff;
    /** Evaluations spent in fact. */
    readonly evaluations: number;
    /** Examples of each, where they were not all, and what they then cost in evaluations of all examples. */
    readonly examplesEach?: number;
    readonly work?: number;
    /** Name of the estimator, or "pool". */
    readonly estimator?: string;
    readonly stop?: RecordedStop;
    /** Who played, where it was not all units together. */
    readonly plays?: Plays;
    /** Backward passes of the first ranking; records of earlier versions leave it out. */
    readonly priorMasks?: number;
    /** Of a pool: the d at which half of it was spent, or null where it was spread evenly. */
    readonly focus?: number | null;
  } | null;
  readonly prune: {
    readonly seed: number;
    readonly payoff: Payoff;
    readonly settings: StrategySettings;
    /** Left out where the run was never broken off; backends in the order of use, where they changed on the way. */
    readonly resumed?: { readonly times: number; readonly backends: readonly string[] };
  } | null;
  /** Steps of repair on the chosen network, one after the other; records of earlier versions have none. */
  readonly repair?: readonly RecordedRepair[];
  readonly figures: {
    /** Which examples each figure is of; records of earlier versions leave it out. */
    readonly of?: {
      readonly full: RecordedPart;
      readonly critical: RecordedPart;
      readonly estimate: RecordedPart;
      readonly trail: RecordedPart;
      readonly chosen: RecordedPart;
      readonly repair: RecordedPart;
      readonly test: RecordedPart;
      readonly verification: RecordedPart;
    };
    /** Of the full network on the test examples. */
    readonly full: RecordedAccuracy | null;
    readonly critical: CriticalSize | null;
    readonly trail: readonly RecordedPoint[];
    /** The point that was chosen on validation examples, and the units it keeps. */
    readonly chosen: (RecordedPoint & { readonly plan: PruningPlan }) | null;
    /** Of the chosen selection on the test examples, after its repair. */
    readonly test: RecordedAccuracy | null;
    readonly cost: { readonly before: Cost; readonly after: Cost } | null;
    /** Of the chosen selection, after its repair, against the full network; left out where nothing was compared. */
    readonly comparisons?: readonly RecordedComparison[];
    readonly latencies?: readonly RecordedLatency[];
    /** The exported file, opened again, against the masked network, or the repaired one: largest differences and changed predictions. */
    readonly verification: {
      readonly difference: number;
      /** With a reader that is not Quorum's; null where none runs in a browser. */
      readonly independent?: { readonly reader: string; readonly difference: number } | null | undefined;
      readonly flipped: number;
      readonly sha256: string;
    } | null;
  };
}
