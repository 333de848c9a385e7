import { iteratedBuilding } from "./iterated-building.ts";
import { iteratedPruning } from "./iterated-pruning.ts";
import type { Strategy } from "./pruning-task.ts";
import { topN } from "./top-n.ts";
import type { StrategyName } from "./trail.ts";

/** The strategy of a name. */
export function strategyFor(name: StrategyName): Strategy {
  if (name === "top-n") return topN;
  return name === "iterated-pruning" ? iteratedPruning : iteratedBuilding;
}
