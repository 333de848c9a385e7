import type { ClassDamage } from "../core/compare/class-damage.ts";
import type { FlipCounts, FlippedExample } from "../core/compare/flips.ts";
import type { PairedRights } from "../core/compare/paired-rights.ts";
import type { Reliability } from "../core/compare/reliability.ts";
import type { ExampleWords } from "../core/dataset/example-words.ts";
import type { Score } from "../core/game/score.ts";
import type { Cost } from "../core/model/summary.ts";
import type { BackendName } from "./contract.ts";
import type { RepairedSelection } from "./repair-contract.ts";

/** What crosses the threads for the jobs `compare` and `latency`; see contract.ts. */

/** The parts of the split on which a network may be held against the full one. */
export type ComparedPart = "validation" | "test";

/** One pruned network, repaired or not, against the full one on the same examples. */
export interface CompareSpec extends RepairedSelection {
  readonly part: ComparedPart;
  /** Flipped examples of each kind (lost, won, other) at most that come along with their inputs, to be shown. */
  readonly shown: number;
}

/** An example that the two networks answer differently, as it is shown. */
export interface Flip extends FlippedExample {
  /** Row of the dataset. */
  readonly row: number;
  /** As the network reads it, of the model's input shape. */
  readonly input: Float32Array;
  /** As a person reads it, where it is a text or the row of a table; left out for pictures and bare numbers. */
  readonly words?: ExampleWords;
}

/** Classes are numbered as the dataset numbers them; -1 is an output of the network that stands for none of them. */
export interface Comparison {
  /** What is being done, for the progress line. */
  readonly stage: string;
  readonly part: ComparedPart;
  readonly examples: number;
  /** Shape of the inputs in `flips`. */
  readonly inputShape: readonly number[];
  /** Null until it was measured. */
  readonly full: Score | null;
  /** Null until the last step, as is `paired`; all lists are empty and `reliability` is null until then. */
  readonly pruned: Score | null;
  readonly cost: Cost;
  readonly size: number;
  /** One byte an example of the part, in its order, 1 = right (or agreeing): for paired tests between networks. Empty for regression. */
  readonly right: { readonly full: Uint8Array; readonly pruned: Uint8Array };
  /** Pruned against full, example by example; null for regression. */
  readonly paired: PairedRights | null;
  /** By the dataset's class; empty for regression and without labels. */
  readonly classes: readonly ClassDamage[];
  /** Null for regression, without labels, and where the outputs are no probabilities. */
  readonly reliability: { readonly full: Reliability; readonly pruned: Reliability } | null;
  readonly flipped: FlipCounts;
  /** At most `shown` of each kind: lost, won, other; those that the full network was surest of before the others. */
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
  /** What is being done, for the progress line. */
  readonly stage: string;
  readonly batch: number;
  readonly rounds: number;
  readonly backend: BackendName;
  readonly adapter: string;
  /** Passes behind each measured time, which is their mean: many where one is too short for the browser's clock. */
  readonly passesATime: number;
  /** Rounds measured so far. */
  readonly done: number;
  /** Milliseconds a pass in each round done, in their order. */
  readonly times: { readonly full: Float64Array; readonly pruned: Float64Array };
  /** Null until a round is done. */
  readonly full: PassTime | null;
  readonly pruned: PassTime | null;
  /**
   * Median over the rounds of pruned / full, each pair taken one after the other, with an interval of at least 95 %
   * from order statistics; no interval below six rounds.
   */
  readonly ratio: { readonly value: number; readonly interval: readonly [number, number] | null } | null;
}
