import { type Goal, unitsGoal } from "../../../core/prune/goal.ts";
import { choosesForRefit, isBaseline, type StrategySettings, type TrailPoint } from "../../../core/prune/trail.ts";
import type { Origin } from "../../../state/run.ts";
import { onExamples } from "../../part-words.ts";
import { countOf, countWords, intervalWords, rateWords } from "../../quantities.ts";
import { roundIndexInWords } from "../../wording.ts";

export const goalWords: Record<Goal["kind"], string> = {
  units: "A number of units",
  parameters: "A share of the parameters",
  macs: "A share of the MACs",
  accuracy: "A fall on validation examples",
};

function endWords({ goal = unitsGoal }: StrategySettings): string | null {
  switch (goal.kind) {
    case "units":
      return null;
    case "accuracy":
      return `until ${rateWords(goal.fall)} below the full network ${onExamples("validation", null)}`;
    default:
      return `to ${countWords(goal.most)} ${goal.kind === "macs" ? "MACs" : "parameters"}`;
  }
}

/** What ranks the units of a run, and what ends it. */
export function runInWords(settings: StrategySettings): string {
  const { strategy, rules = [], examplesEach: each } = settings;
  const greedy = strategy === "greedy-elimination" || strategy === "greedy-building";
  const own = greedy ? "every unit tried" : choosesForRefit(strategy) ? "chosen after refit" : null;
  const ranking = own ?? (isBaseline(strategy) ? null : roundIndexInWords(settings));
  const ruled = rules.length > 0 ? `rules for ${countOf(rules.length, "layer")}` : null;
  const fewer =
    each === undefined || each === "all"
      ? null
      : `${each === "balanced" ? "balanced examples" : `about ${countOf(each, "example")}`} a coalition`;
  return [ranking, endWords(settings), ruled, fewer].filter((words) => words !== null).join(" · ");
}

/**
 * What it took to get to a point: passes over the calibration examples, a backward one counting as two; and, where it was
 * chosen for a refit, what the refitted network gets on the same examples.
 */
export function spentInWords({
  draws,
  evaluations,
  afterRefit,
}: Pick<TrailPoint, "draws" | "evaluations" | "afterRefit">): string {
  if (draws !== undefined) return `mean of ${draws} draws`;
  const spent = evaluations === 0 ? "from the weights alone" : `after ${countOf(evaluations, "evaluation")}`;
  if (afterRefit === undefined) return spent;
  return `${spent}; ${rateWords(afterRefit.accuracy)} (${intervalWords(afterRefit.interval)}) once refitted`;
}

/** Where a run went on from: "from Iterated building 1 at 24 units"; null where it began by itself. */
export function branchInWords(origin: Origin | undefined): string | null {
  const branch = origin?.branch;
  return branch === undefined ? null : `from ${branch.name} at ${countOf(branch.size, "unit")}`;
}

/** Where a run stands: "0.640 on validation examples at 6 units, after 96 evaluations". */
export function standingInWords(point: TrailPoint): string {
  return `${rateWords(point.accuracy)} ${onExamples("validation", null)} at ${countOf(point.size, "unit")}, ${spentInWords(point)}`;
}
