import { fieldsOf, listOf, number, oneOf, orNull, pairOf, type Reader, text } from "./reader.ts";
import type { RecordedAccuracy } from "./run-record.ts";

/** A figure of the full and of the pruned network. */
export interface BeforeAndAfter<T> {
  readonly full: T;
  readonly pruned: T;
}

export interface RecordedCalibration {
  /** Expected calibration error over 15 bins of equal width, with its 95 % interval. */
  readonly error: number;
  readonly interval: readonly [number, number];
}

/** The chosen network, after its repair, against the full one on a part of the split. */
export interface RecordedComparison {
  readonly part: "validation" | "test";
  readonly accuracy: BeforeAndAfter<RecordedAccuracy>;
  /** Answers from right to wrong, from wrong to right, and from one wrong class to another. */
  readonly flipped: { readonly lost: number; readonly won: number; readonly other: number };
  /** Pruned less full on the same examples, its 95 % interval (Bonett and Price), and McNemar's mid-p; null for regression. */
  readonly paired: {
    readonly difference: number;
    readonly interval: readonly [number, number];
    readonly midP: number;
  } | null;
  /** Null where the outputs are no probabilities or the examples have no classes. */
  readonly calibration: BeforeAndAfter<RecordedCalibration> | null;
}

/** Milliseconds of a pass: median and quartiles over the rounds. */
export interface RecordedTime {
  readonly median: number;
  readonly quartiles: readonly [number, number];
}

/** Passes of the chosen and of the full network, timed in turns on the machine that the record was made on. */
export interface RecordedLatency {
  readonly backend: { readonly name: string; readonly adapter: string };
  /** Examples in a pass. */
  readonly batch: number;
  readonly rounds: number;
  readonly time: BeforeAndAfter<RecordedTime>;
  /** Median of pruned / full with its interval of at least 95 %; none below six rounds. */
  readonly ratio: { readonly value: number; readonly interval: readonly [number, number] | null };
}

const accuracy = fieldsOf<RecordedAccuracy>({ value: number, interval: pairOf(number), examples: number });
const calibration = fieldsOf<RecordedCalibration>({ error: number, interval: pairOf(number) });
const time = fieldsOf<RecordedTime>({ median: number, quartiles: pairOf(number) });

/** The comparisons of a record, one for each part of the split that was read. */
export const comparisons: Reader<readonly RecordedComparison[]> = listOf(
  fieldsOf<RecordedComparison>({
    part: oneOf("validation", "test"),
    accuracy: fieldsOf({ full: accuracy, pruned: accuracy }),
    flipped: fieldsOf({ lost: number, won: number, other: number }),
    paired: orNull(fieldsOf({ difference: number, interval: pairOf(number), midP: number })),
    calibration: orNull(fieldsOf({ full: calibration, pruned: calibration })),
  }),
);

/** The times of a record, one for each number of examples in a pass. */
export const latencies: Reader<readonly RecordedLatency[]> = listOf(
  fieldsOf<RecordedLatency>({
    backend: fieldsOf({ name: text, adapter: text }),
    batch: number,
    rounds: number,
    time: fieldsOf({ full: time, pruned: time }),
    ratio: fieldsOf({ value: number, interval: orNull(pairOf(number)) }),
  }),
);
