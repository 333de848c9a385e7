import type { StrategyName } from "../../src/core/prune/trail.ts";

/** Coalition evaluations that every run may spend, whatever it spends them on: seven rounds of 900. */
export const budget = 6300;

/** Passes over examples that one refit takes, in evaluations of `ranking` examples: both networks read all of `refit`. */
export function refitEvaluations(refit: number, ranking: number): number {
  return Math.ceil((2 * refit) / ranking);
}

export interface Spending {
  readonly stepUnits: number;
  readonly roundEvaluations: number;
  readonly swapEvaluations?: number;
}

/** How many rounds a strategy takes, and the share of the budget that it keeps for swaps; chosen on validation examples. */
export interface Plan {
  readonly rounds: number;
  readonly swapShare: number;
}

/**
 * Settings with which a strategy that goes over `distance` units in rounds spends the budget and no more.
 * @param distance units to add, or to remove
 */
export function spending(distance: number, { rounds, swapShare }: Plan, total = budget): Spending {
  const stepUnits = Math.max(1, Math.ceil(distance / rounds));
  const taken = Math.ceil(distance / stepUnits);
  const roundEvaluations = Math.floor((total * (1 - swapShare)) / taken);
  const swapEvaluations = total - taken * roundEvaluations;
  return { stepUnits, roundEvaluations, ...(swapShare > 0 ? { swapEvaluations } : {}) };
}

/** Strategies that cannot be held to the budget, because they try every unit in every round. */
export function isOverBudget(strategy: StrategyName): boolean {
  return strategy === "greedy-elimination" || strategy === "greedy-building";
}
