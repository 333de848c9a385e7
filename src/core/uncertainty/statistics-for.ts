import type { Truth } from "../game/truth.ts";
import { type UncertaintyStatistic, uncertaintyStatistics } from "./band.ts";

/** Statistics that make sense for what the examples ought to give: votes and entropies need classes. */
export function statisticsFor(kind: Truth["kind"]): readonly UncertaintyStatistic[] {
  return kind === "classes" ? uncertaintyStatistics : ["predictive-variance", "payoff-deviation"];
}
