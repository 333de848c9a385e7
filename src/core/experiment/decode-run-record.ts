import { FailureError } from "../failure.ts";
import { type Payoff, payoffs } from "../game/payoff.ts";
import { playsChoices } from "../game/plays.ts";
import type { Cost } from "../model/summary.ts";
import { uncertaintyStatistics } from "../uncertainty/band.ts";
import { comparisons, latencies } from "./comparison-reader.ts";
import { discipline, figuresOf } from "./discipline-reader.ts";
import { pairing, pairingOfVersion1 } from "./pairing-reader.ts";
import { fieldsOf, listOf, number, oneOf, orAbsent, orNull, pairOf, type Reader, text, truth } from "./reader.ts";
import { repairSteps } from "./repair-reader.ts";
import {
  type RecordedAccuracy,
  type RecordedFile,
  type RecordedPoint,
  type RecordedStop,
  type RunRecord,
  recordFormat,
  recordVersion,
} from "./run-record.ts";
import { powerIndex, strategySettings } from "./strategy-reader.ts";

const payoff: Reader<Payoff> = oneOf(...payoffs);
const file = fieldsOf<RecordedFile>({ name: text, hash: text });
const accuracy = fieldsOf<RecordedAccuracy>({ value: number, interval: pairOf(number), examples: number });
const point = { size: number, accuracy: number, evaluations: number };
const cost = fieldsOf<Cost>({ parameters: number, macs: number, bytes: number });

const record = fieldsOf<RunRecord>({
  format: oneOf(recordFormat),
  version: oneOf(recordVersion),
  created: text,
  app: text,
  model: file,
  output: orAbsent(text),
  dataset: file,
  split: fieldsOf({ seed: number, calibration: number, validation: number, test: number, how: text }),
  discipline: orAbsent(discipline),
  pairing,
  backend: fieldsOf({ name: text, adapter: text }),
  sweep: orNull(
    fieldsOf({
      seed: number,
      settings: fieldsOf({
        fractions: listOf(number),
        masks: number,
        rescaled: truth,
        statistic: oneOf(...uncertaintyStatistics),
      }),
    }),
  ),
  estimate: orNull(
    fieldsOf<NonNullable<RunRecord["estimate"]>>({
      seed: number,
      index: powerIndex,
      payoff,
      evaluations: number,
      examplesEach: orAbsent(number),
      work: orAbsent(number),
      estimator: orAbsent(text),
      stop: orAbsent(
        fieldsOf<RecordedStop>({
          kind: oneOf("evaluations", "seconds", "settled"),
          evaluations: number,
          seconds: orAbsent(number),
          count: orAbsent(number),
          tolerance: orAbsent(number),
          focused: orAbsent(truth),
        }),
      ),
      plays: orAbsent(oneOf(...playsChoices)),
      priorMasks: orAbsent(number),
      focus: orAbsent(orNull(number)),
    }),
  ),
  prune: orNull(
    fieldsOf<NonNullable<RunRecord["prune"]>>({
      seed: number,
      payoff,
      settings: strategySettings,
      resumed: orAbsent(fieldsOf({ times: number, backends: listOf(text) })),
    }),
  ),
  repair: orAbsent(repairSteps),
  figures: fieldsOf<RunRecord["figures"]>({
    of: orAbsent(figuresOf),
    full: orNull(accuracy),
    critical: orNull(
      fieldsOf({
        statistic: oneOf(...uncertaintyStatistics),
        fraction: number,
        interval: orNull(pairOf(number)),
        clear: truth,
      }),
    ),
    trail: listOf(fieldsOf<RecordedPoint>(point)),
    chosen: orNull(
      fieldsOf({ ...point, plan: fieldsOf({ keep: listOf(fieldsOf({ group: text, units: listOf(number) })) }) }),
    ),
    test: orNull(accuracy),
    cost: orNull(fieldsOf({ before: cost, after: cost })),
    comparisons: orAbsent(comparisons),
    latencies: orAbsent(latencies),
    verification: orNull(
      fieldsOf({
        difference: number,
        independent: orAbsent(orNull(fieldsOf({ reader: text, difference: number }))),
        flipped: number,
        sha256: text,
      }),
    ),
  }),
});

function refuse(kind: "file-damaged" | "file-unrecognised" | "file-unsupported", message: string): never {
  throw new FailureError({ kind, message, advice: "Drop a run.json as Quorum writes it beside an exported network." });
}

/**
 * The record in a run.json, every field checked; fields that this version does not know are dropped. Records of
 * version 1 say their pairing in fewer words and become records of this version.
 * @throws FailureError file-damaged (not JSON, a wrong value), file-unrecognised (JSON of something else),
 *   file-unsupported (a record of another version), file-incomplete (a field is missing)
 */
export function decodeRunRecord(json: string): RunRecord {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    refuse("file-damaged", "The record is not readable as JSON.");
  }
  const marked = typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  if (marked.format !== recordFormat) refuse("file-unrecognised", "This JSON file is not a record of a Quorum run.");
  if (marked.version === 1)
    return record({ ...marked, version: recordVersion, pairing: pairingOfVersion1(marked.pairing, "pairing") }, "");
  if (marked.version !== recordVersion)
    refuse(
      "file-unsupported",
      `The record has version ${JSON.stringify(marked.version)} and this Quorum reads version ${recordVersion}.`,
    );
  return record(parsed, "");
}
