import { FailureError } from "../failure.ts";
import type { Truth } from "../game/truth.ts";
import type { UncertaintyStatistic } from "./band.ts";
import { statisticsFor } from "./statistics-for.ts";

/** A failure about the settings of a sweep. */
export function refuseSweep(message: string, advice: string): never {
  throw new FailureError({ kind: "settings-invalid", message, where: "uncertainty sweep", advice });
}

/** @throws FailureError settings-invalid unless the fractions ascend within (0, 1] and there is one at least */
export function checkFractions(fractions: readonly number[]): void {
  const ascending = fractions.every((fraction, f) => fraction > (f === 0 ? 0 : fractions[f - 1]) && fraction <= 1);
  if (fractions.length === 0 || !ascending)
    refuseSweep(
      "The kept fractions must ascend and lie above 0 and up to 1.",
      "Choose fractions such as 0.05, 0.10 ... 1.",
    );
}

/** @throws FailureError settings-invalid without examples or below two masks */
export function checkMasks(masks: number, examples: number): void {
  if (examples === 0) refuseSweep("The sweep has no examples to play on.", "Drop a dataset with more examples.");
  if (!Number.isInteger(masks) || masks < 2)
    refuseSweep(`A band needs at least 2 masks, not ${masks}.`, "Choose more masks; 50 give a steady picture.");
}

/** @throws FailureError settings-invalid where the statistic does not go with what the examples ought to give */
export function checkStatistic(statistic: UncertaintyStatistic, kind: Truth["kind"]): void {
  if (!statisticsFor(kind).includes(statistic))
    refuseSweep("This statistic needs classes, and the examples have numbers.", "Choose the predictive variance.");
}
