import type { Shape } from "../model/model.ts";
import type { Vocabulary } from "../text/vocabulary.ts";
import type { TokenWords } from "../text/words-of.ts";

/**
 * Examples as the file gave them, before pairing with a model: with a class each, with numbers to be met (regression),
 * or with neither, when only the agreement with the full network can be measured. Pixels stay bytes where the file had
 * bytes: `inputs` is a Uint8Array then, and 60,000 MNIST images take 47 MB, not 188.
 */
export interface Dataset {
  readonly name: string;
  readonly count: number;
  /** Shape of one example, such as [28, 28] or [64]. */
  readonly shape: Shape;
  /** count x shape, row-major. */
  readonly inputs: Float32Array | Uint8Array;
  /** Class index a row, 0..classes-1; empty where the examples have no classes. */
  readonly labels: Int32Array;
  /** Empty where the examples have no classes. */
  readonly classNames: readonly string[];
  /** Regression: count x width numbers that the network's outputs should meet; absent where there are none. */
  readonly targets?: Float32Array;
  /** Largest and smallest input value, over all examples. */
  readonly range: readonly [number, number];
  /**
   * One text a row, where the examples are texts; `inputs` is empty and `shape` [0] until `encodeTexts` has turned them
   * into numbers.
   */
  readonly texts?: readonly string[];
  /** What stands for the numbers of a text, where a vocabulary says it. */
  readonly tokens?: TokenWords;
  /** How further texts become such numbers, where a vocabulary says it. */
  readonly vocabulary?: Vocabulary;
  /** Names of a table's columns of numbers, one a number; absent where the file names none. */
  readonly columns?: readonly string[];
  /** Rows that the files themselves set apart for testing (MNIST's t10k); absent where the files name none. */
  readonly testRows?: Int32Array;
}

/** The parts of a split, in the order in which they are used: ranking, choosing, reporting. */
export const splitParts = ["calibration", "validation", "test"] as const;
export type SplitPart = (typeof splitParts)[number];

/** Of files that set a test part aside: where the examples come from that rank and choose. */
export const rankFroms = ["training-files", "test-files"] as const;
export type RankFrom = (typeof rankFroms)[number];

/** Examples of a part that are exact copies of examples in a part used before it (or that a network may learn from). */
export interface Copies {
  readonly found: number;
  /** Examples of the part before any was left out. */
  readonly of: number;
  /** Whether they were left out; they stay where they are too many for the part to stay what it is. */
  readonly leftOut: boolean;
}

/** Row numbers of the dataset, disjoint. Rank on calibration, choose on validation, report on test. */
export interface Split {
  readonly calibration: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
  /** Where the examples come from that rank and choose; null or left out where all parts were made by seed. */
  readonly rankedFrom?: RankFrom | null;
  readonly copies?: { readonly validation: Copies; readonly test: Copies };
  /** Examples that could test but were not wanted. */
  readonly unread?: number;
  /** A sentence that tells the person how the split was made. */
  readonly how: string;
}
