import { type EstimatorEntry, estimators } from "../core/estimate/estimators.ts";
import { enumerablePlayers } from "../core/power/enumeration.ts";
import type { PowerIndex } from "../core/power/power-index.ts";

const enumerates = ({ estimator }: EstimatorEntry) => estimator.name === "exact enumeration";

/**
 * Estimators that a person may choose for an index, beside "default".
 * @param players of the network; all coalitions are played of small ones only
 */
export function estimatorsFor(index: PowerIndex, players: number): readonly EstimatorEntry[] {
  return estimators.filter(
    (entry) => entry.estimator.supports(index) && !(enumerates(entry) && players > enumerablePlayers),
  );
}

export function estimatorEntry(name: string): EstimatorEntry | null {
  return estimators.find(({ estimator }) => estimator.name === name) ?? null;
}

export function isEstimatorName(name: string): boolean {
  return name === "default" || estimatorEntry(name) !== null;
}
