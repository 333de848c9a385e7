import { isBaseline, type StrategyName, type StrategySettings } from "../core/prune/trail.ts";

export const strategyWords: Record<StrategyName, string> = {
  "iterated-building": "Iterated building",
  "iterated-pruning": "Iterated pruning",
  "top-n": "Top-n",
  "building-with-swaps": "Iterated building with swaps",
  "building-with-raced-swaps": "Iterated building with raced swaps",
  "pruning-with-swaps": "Iterated pruning with swaps",
  reconstruction: "Reconstruction for refit",
  "greedy-elimination": "Greedy elimination",
  "greedy-building": "Greedy building",
  random: "Random",
  "magnitude-l1": "Magnitude L1",
  "magnitude-l2": "Magnitude L2",
  "geometric-median": "Geometric median",
  "norm-scale": "Batch-norm scale",
  taylor: "Taylor",
  "gradient-norm": "Gradient norm",
  apoz: "APoZ",
  "activation-mean": "Activation mean",
  "leave-one-out": "Leave one out",
};

type Named = Pick<StrategySettings, "strategy" | "scope" | "normalised" | "rules">;

/** Whether every group has a width of its own to come to. */
export function hasBudgets(rules: StrategySettings["rules"], groups: number): boolean {
  return rules?.filter(({ least, most }) => least !== undefined && least === most).length === groups;
}

/**
 * What a run is called, such as "Magnitude L2, per layer, global" or "Iterated building within layers".
 * @param groups groups of the network
 */
export function strategyInWords({ strategy, scope, normalised, rules }: Named, groups: number): string {
  const words = strategyWords[strategy];
  const given = hasBudgets(rules, groups);
  if (!isBaseline(strategy)) {
    const scaled = normalised ? ", scaled by layer" : "";
    const where = given ? " at given widths" : scope === "layer-wise" ? " within layers" : scaled;
    return `${words}${where}`;
  }
  const where = given ? "at given widths" : scope === "layer-wise" ? "within layers" : "global";
  return `${words}, ${normalised && strategy !== "random" ? "per layer, " : ""}${where}`;
}
