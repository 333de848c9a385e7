import { type Copies, rankFroms, splitParts } from "../dataset/dataset.ts";
import { trainingSawAnswers } from "../signs/seen-in-training.ts";
import { fieldsOf, number, oneOf, orAbsent, orNull, type Reader, truth } from "./reader.ts";
import type { RecordedDiscipline, RecordedPart, RunRecord } from "./run-record.ts";

const copies = fieldsOf<Copies>({ found: number, of: number, leftOut: truth });

/** What may make the figures of a record too good. */
export const discipline: Reader<RecordedDiscipline> = fieldsOf<RecordedDiscipline>({
  trainingSaw: oneOf(...trainingSawAnswers),
  rankedFrom: orNull(oneOf(...rankFroms)),
  copies: orAbsent(fieldsOf({ validation: copies, test: copies })),
  testReadings: number,
  bestTooGoodBy: number,
});

const part = fieldsOf<RecordedPart>({ part: oneOf(...splitParts), examples: number });

/** Which examples the figures of a record are of. */
export const figuresOf: Reader<NonNullable<RunRecord["figures"]["of"]>> = fieldsOf({
  full: part,
  critical: part,
  estimate: part,
  trail: part,
  chosen: part,
  repair: part,
  test: part,
  verification: part,
});
