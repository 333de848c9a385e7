import type { RepairKind } from "../repair/repair-settings.ts";
import { optimizerNames, repairKinds, scheduleNames } from "../repair/repair-settings.ts";
import { fieldsOf, listOf, number, oneOf, orAbsent, pairOf, type Reader } from "./reader.ts";
import type { RecordedAccuracy } from "./run-record.ts";

/** How a step of repair went about it; the fields of its kind. */
export interface RecordedRepairSettings {
  readonly kind: RepairKind;
  readonly penalty?: number;
  readonly optimizer?: (typeof optimizerNames)[number];
  readonly rate?: number;
  readonly schedule?: (typeof scheduleNames)[number];
  readonly epochs?: number;
  readonly batch?: number;
  readonly patience?: number;
  readonly temperature?: number;
  readonly distilShare?: number;
}

/** A step of repair on the chosen network, in the order of the steps. */
export interface RecordedRepair {
  readonly seed: number;
  readonly settings: RecordedRepairSettings;
  /** Examples learnt from, and how many of them calibrate; none validates or tests. */
  readonly examples: number;
  readonly calibration: number;
  /** On the validation examples. */
  readonly before: RecordedAccuracy;
  readonly after: RecordedAccuracy;
  /** The epoch whose weights were kept, of fine-tuning. */
  readonly bestEpoch?: number;
}

const accuracy = fieldsOf<RecordedAccuracy>({ value: number, interval: pairOf(number), examples: number });

/** The steps of repair of a record. */
export const repairSteps: Reader<readonly RecordedRepair[]> = listOf(
  fieldsOf<RecordedRepair>({
    seed: number,
    settings: fieldsOf<RecordedRepairSettings>({
      kind: oneOf(...repairKinds),
      penalty: orAbsent(number),
      optimizer: orAbsent(oneOf(...optimizerNames)),
      rate: orAbsent(number),
      schedule: orAbsent(oneOf(...scheduleNames)),
      epochs: orAbsent(number),
      batch: orAbsent(number),
      patience: orAbsent(number),
      temperature: orAbsent(number),
      distilShare: orAbsent(number),
    }),
    examples: number,
    calibration: number,
    before: accuracy,
    after: accuracy,
    bestEpoch: orAbsent(number),
  }),
);
