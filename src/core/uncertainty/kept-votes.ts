import { emptyVotes } from "../game/predictions.ts";
import type { KeptMasks, SweepExtent } from "./kept-masks.ts";
import { voteDisagreement } from "./uncertainty-statistics.ts";

/** One vote per fraction, mask and example. */
export function keptVotes({ fractions, masks, examples, classes }: SweepExtent): KeptMasks {
  const kept = Array.from({ length: fractions }, () => emptyVotes(masks * examples, classes));
  const counts = new Uint32Array(examples * classes);
  return {
    operations: fractions * masks * examples,
    arrays: kept,
    keep: (fraction, mask, { votes }) => {
      kept[fraction].set(votes, mask * examples);
    },
    statistic: (fraction, weights) => {
      counts.fill(0);
      const votes = kept[fraction];
      let n = 0;
      for (let k = 0; k < masks; k++) {
        const weight = weights[k];
        if (weight === 0) continue;
        n += weight;
        for (let x = 0, i = k * examples; x < examples; x++, i++) counts[x * classes + votes[i]] += weight;
      }
      return voteDisagreement(counts, classes, n);
    },
  };
}
