import type { Score } from "../core/game/score.ts";
import type { Cost } from "../core/model/cost.ts";
import type { BackendName } from "./contract.ts";
import type { RepairedSelection } from "./repair-contract.ts";

/** What crosses the threads for the jobs `compare` and `latency`; see contract.ts. */

/** The parts of the split on which a network may be held against the full one. */
export type ComparedPart = "validation" | "test";

/** One pruned network, repaired or not, against the full one on the same examples. */
export interface CompareSpec extends RepairedSelection {
  readonly part: ComparedPart;
  /** Flipped examples at most whose inputs come along, to be shown. */
  readonly shown: number;
}

/** Right answers among the examples of one class. */
export interface ClassDamage {
  readonly label: number;
  readonly examples: number;
  /** Recall with its 95 % Wilson interval. */
  readonly full: Score;
  readonly pruned: Score;
}

/** One bin of a reliability diagram: examples whose highest probability lies in it. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly examples: number;
  readonly confidence: number;
  readonly accuracy: number;
}

/** How far the probabilities can be believed (Guo et al. 2017, arXiv:1706.04599). */
export interface Reliability {
  /** Expected calibration error: |accuracy - confidence| averaged over the bins by their examples. */
  readonly error: number;
  /** 95 % bootstrap interval over the examples. */
  readonly interval: readonly [number, number];
  readonly bins: readonly ReliabilityBin[];
}

/** An example that the two networks answer differently. */
export interface Flip {
  /** Row of the dataset. */
  readonly row: number;
  /** True class; null where there are no labels. */
  readonly label: number | null;
  readonly full: { readonly vote: number; readonly probability: number };
  readonly pruned: { readonly vote: number; readonly probability: number };
  /** As the network reads it, of the model's input shape. */
  readonly input: Float32Array;
}

export interface Comparison {
  readonly part: ComparedPart;
  readonly examples: number;
  /** Shape of the inputs in `flips`. */
  readonly inputShape: readonly number[];
  readonly full: Score | null;
  /** Null until the last step. */
  readonly pruned: Score | null;
  readonly cost: Cost;
  readonly size: number;
  /** One byte an example of the part, in its order, 1 = right (or agreeing): for paired tests between networks. Empty for regression. */
  readonly right: { readonly full: Uint8Array; readonly pruned: Uint8Array };
  /** Empty for regression and without labels. */
  readonly classes: readonly ClassDamage[];
  /** Null where the outputs are no probabilities. */
  readonly reliability: { readonly full: Reliability; readonly pruned: Reliability } | null;
  /** How many examples changed from right to wrong, from wrong to right, and between wrong answers. */
  readonly flipped: { readonly lost: number; readonly won: number; readonly other: number };
  /** Lost ones first, those that the full network was surest of before the others. */
  readonly flips: readonly Flip[];
}

/** Time of one pass of the pruned and of the full network on this machine, taken in turns. */
export interface LatencySpec extends RepairedSelection {
  /** Examples in a pass. */
  readonly batch: number;
  /** Passes of each network after warming up. */
  readonly rounds: number;
}

/** Milliseconds of a pass: median and quartiles. */
export interface PassTime {
  readonly median: number;
  readonly quartiles: readonly [number, number];
}

export interface Latency {
  readonly batch: number;
  readonly rounds: number;
  readonly backend: BackendName;
  readonly adapter: string;
  readonly full: PassTime;
  readonly pruned: PassTime;
  /** Median over the rounds of pruned / full, each pair taken one after the other, with its 95 % interval (order statistics). */
  readonly ratio: { readonly value: number; readonly interval: readonly [number, number] };
}
