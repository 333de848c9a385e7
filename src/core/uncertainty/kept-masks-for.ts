import type { UncertaintyStatistic } from "./band.ts";
import type { KeptMasks, SweepExtent } from "./kept-masks.ts";
import { keptPayoffs } from "./kept-payoffs.ts";
import { keptProbabilities } from "./kept-probabilities.ts";
import { keptVotes } from "./kept-votes.ts";

/** Keeps no more than the statistic's bootstrap needs: payoffs, votes, or (bounded) probabilities. */
export function keptMasksFor(statistic: UncertaintyStatistic, extent: SweepExtent): KeptMasks {
  if (statistic === "payoff-deviation") return keptPayoffs(extent);
  return statistic === "vote-disagreement" ? keptVotes(extent) : keptProbabilities(statistic, extent);
}
