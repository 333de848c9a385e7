import type { RankFrom, SplitPart } from "../core/dataset/dataset.ts";
import type { TrainingSaw } from "../core/signs/seen-in-training.ts";
import { countOf } from "./quantities.ts";

/** One vocabulary for what every figure is measured on: the three parts of the split. */

/** What each part is for, after "examples". */
export const partTasks: Record<SplitPart, string> = {
  calibration: "rank units",
  validation: "choose a network",
  test: "only report",
};

/** "1,000 validation examples"; without a number while the split is not made. */
export function examplesOf(part: SplitPart, count: number | null | undefined): string {
  return count === null || count === undefined ? `${part} examples` : countOf(count, `${part} example`);
}

/** "on 1,000 validation examples". */
export function onExamples(part: SplitPart, count: number | null | undefined): string {
  return `on ${examplesOf(part, count)}`;
}

/** "validation accuracy". */
export function figureOf(part: SplitPart, measure: string): string {
  return `${part} ${measure}`;
}

export const trainingSawWords: Record<TrainingSaw, string> = {
  unknown: "Not known",
  none: "None of them",
  "training-files": "Those of the training files",
  all: "All of them",
};

export const rankFromWords: Record<RankFrom, string> = {
  "training-files": "Training files",
  "test-files": "A share of the test files",
};
