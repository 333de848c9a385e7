import { enumerablePlayers } from "../core/power/enumeration.ts";
import type { GroupRule } from "../core/prune/constraints.ts";
import type { Goal } from "../core/prune/goal.ts";
import { choosesForRefit, isBaseline, type StrategySettings, takesSwaps } from "../core/prune/trail.ts";
import { indexOf, playersOfLab, playsOf, roundEvaluationsOf, targetOf } from "./derived-settings.ts";
import { fewerExamplesOf } from "./fewer-examples.ts";
import type { LabState } from "./lab-state.ts";
import { repairExamplesOf } from "./repairs-of.ts";
import { rulesOf } from "./rules-of.ts";

/** Swaps find what there is to find within a few looks at all units. */
const swapsAPlayer = { few: 100, many: 10 };

/** Coalitions for swaps. */
export function swapEvaluationsOf(state: LabState): number {
  const players = playersOfLab(state);
  const each = players <= enumerablePlayers ? swapsAPlayer.few : swapsAPlayer.many;
  return state.settings.swapEvaluations ?? Math.min(each * players, 20_000);
}

/** Fewer examples than this are fitted too well to choose by: swaps then follow their chance (docs/method.md). */
const refitExamplesAtLeast = 4000;

/** Examples that a strategy which chooses for a refit learns from: the person's number for repairs, else enough of them. */
export function refitExamplesOf(state: LabState): number {
  return state.settings.repairExamples ?? Math.max(refitExamplesAtLeast, repairExamplesOf(state));
}

/** What ends a run, in the network's own numbers. */
export function goalOf(state: LabState): Goal {
  const { goal, goalShare, fall } = state.settings;
  const cost = state.session.holdings?.model?.cost;
  if (goal === "accuracy") return { kind: goal, fall };
  if (goal === "units" || cost === undefined) return { kind: "units" };
  return { kind: goal, most: Math.floor(goalShare * cost[goal]) };
}

/** What a pruning run goes by; what says nothing is left out. */
export function strategySettingsOf(state: LabState): StrategySettings {
  const { strategy, scope, stepUnits, stepShare, normalised, step } = state.settings;
  const goal = goalOf(state);
  const rules: readonly GroupRule[] = rulesOf(state);
  return {
    strategy,
    scope,
    target: targetOf(state),
    ...(goal.kind === "units" ? {} : { goal }),
    ...(rules.length === 0 ? {} : { rules }),
    stepUnits,
    ...(stepShare === 0 ? {} : { stepShare }),
    ...(normalised && isBaseline(strategy) && strategy !== "random" ? { normalised } : {}),
    // powers of other games have no common scale
    ...(strategy === "top-n" && scope === "global" && playsOf(state) !== "together" ? { normalised: true } : {}),
    index: indexOf(state),
    roundEvaluations: roundEvaluationsOf(state),
    ...(takesSwaps(strategy) ? { swapEvaluations: swapEvaluationsOf(state) } : {}),
    ...(choosesForRefit(strategy) ? { refitExamples: refitExamplesOf(state) } : {}),
    ...fewerExamplesOf(state),
    stepEvaluations: step,
  };
}
