import { greedyBuilding, greedyElimination } from "./greedy.ts";
import { iteratedBuilding } from "./iterated-building.ts";
import { iteratedPruning } from "./iterated-pruning.ts";
import type { Strategy } from "./pruning-task.ts";
import { randomDraws } from "./random-draws.ts";
import { reconstruction } from "./reconstruction-for-refit.ts";
import { topN } from "./top-n.ts";
import type { StrategyName } from "./trail.ts";
import { buildingWithRacedSwaps, buildingWithSwaps, pruningWithSwaps } from "./with-swaps.ts";

const strategies: Partial<Record<StrategyName, Strategy>> = {
  "iterated-pruning": (task) => iteratedPruning(task),
  "iterated-building": (task) => iteratedBuilding(task),
  "building-with-swaps": buildingWithSwaps,
  "building-with-raced-swaps": buildingWithRacedSwaps,
  "pruning-with-swaps": pruningWithSwaps,
  reconstruction,
  "greedy-elimination": greedyElimination,
  "greedy-building": greedyBuilding,
  random: randomDraws,
};

/** The strategy of a name; top-n and the baselines, random aside, rank by the estimate in their task. */
export function strategyFor(name: StrategyName): Strategy {
  return strategies[name] ?? topN;
}
