import type { StrategyName } from "../../src/core/prune/trail.ts";

/** Coalition evaluations that every run may spend, whatever it spends them on: seven rounds of 900. */
export const budget = 6300;

/**
 * What the refit of a selection takes, in evaluations of `ranking` examples and at the price that strategies pay for one
 * (`AfterRefit`): the `refit` examples through the network and one more for sums and solves, once for the full network and
 * once for the pruned one. Every selection is refitted once when it is reported: outside the budget, the same for all.
 */
export function refitEvaluations(refit: number, ranking: number): number {
  return 2 * (Math.ceil(refit / ranking) + 1);
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
