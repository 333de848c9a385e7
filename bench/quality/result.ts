import type { Accuracy, Appraised } from "./appraised.ts";
import type { ChosenUnits } from "./chosen-units.ts";
import type { Run } from "./runs.ts";

/** A run with what it chose, and how that was measured. */
export interface Result extends Run {
  readonly chosen: ChosenUnits;
  readonly appraised: Appraised;
}

export const repairs = ["raw", "refit"] as const;
export type Repair = (typeof repairs)[number];

/** The accuracy of a result before or after the refit. */
export function accuracyAfter(result: Pick<Result, "appraised">, repair: Repair): Accuracy {
  return result.appraised[repair];
}

/** Results of one kind of training, by size and contender, in the order of the results. */
export function grouped(results: readonly Result[]): Result[][] {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const key = [result.network.dropout, result.size, result.contender.name].join();
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()];
}
