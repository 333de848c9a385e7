import {
  type OptimizerName,
  optimizerNames,
  type RepairKind,
  repairKinds,
  type ScheduleName,
  scheduleNames,
} from "../core/repair/repair-settings.ts";
import { numberFrom, type Reader, switchFrom, wholeFrom, wordFrom } from "./setting-readers.ts";

/** What a person may choose before a step of repair. null: the lab derives it from the data. */
export interface TuningSettings {
  readonly repairKind: RepairKind;
  /** Examples to learn from at most; null for the calibration examples. */
  readonly repairExamples: number | null;
  /** Penalty of the refit, as a share of the mean diagonal. */
  readonly refitPenalty: number;
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
  readonly schedule: ScheduleName;
  readonly epochs: number;
  readonly batch: number;
  /** Epochs without a better validation figure after which training ends. */
  readonly patience: number;
  /** Learn from the full network's outputs, too. */
  readonly distil: boolean;
  readonly temperature: number;
  /** Share of the loss that the full network's outputs have. */
  readonly distilShare: number;
}

export const defaultTuning: TuningSettings = {
  repairKind: "refit",
  repairExamples: null,
  refitPenalty: 0.001,
  optimizer: "adam",
  learningRate: 0.002,
  schedule: "cosine",
  epochs: 5,
  batch: 64,
  patience: 3,
  distil: false,
  temperature: 3,
  distilShare: 0.5,
};

export const tuningReaders: { readonly [Key in keyof TuningSettings]: Reader<TuningSettings[Key]> } = {
  repairKind: wordFrom(repairKinds),
  repairExamples: wholeFrom(1, 10_000_000),
  refitPenalty: numberFrom(0, 1000),
  optimizer: wordFrom(optimizerNames),
  learningRate: numberFrom(1e-7, 10),
  schedule: wordFrom(scheduleNames),
  epochs: wholeFrom(1, 1000),
  batch: wholeFrom(1, 10_000),
  patience: wholeFrom(1, 1000),
  distil: switchFrom,
  temperature: numberFrom(0.1, 100),
  distilShare: numberFrom(0.01, 1),
};
