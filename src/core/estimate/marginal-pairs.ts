import { biasOf } from "../power/index-bias.ts";
import type { PowerIndex } from "../power/power-index.ts";
import type { RandomSource } from "../random/random-source.ts";
import { RunningMoments } from "../stats/running-moments.ts";
import { drawBernoulli } from "./bernoulli-coalitions.ts";
import type { Estimator } from "./estimator.ts";
import { checkBudget, type Sampling, type SamplingCheckpoint, stepThrough } from "./step-through.ts";

/** Degrees of freedom that a player's variance borrows from the mean variance of all. */
const borrowed = 2;

/** The order of evaluations: for each player in turn, again and again, a coalition with it and the same without it. */
function sampling(players: number, pairs: number, index: PowerIndex, random: RandomSource): Sampling {
  const bias = biasOf(index);
  const marginals = Array.from({ length: players }, () => new RunningMoments());
  const drawn = new Uint8Array(players);
  let drawnTo = 0;
  let taken = 0;
  let withPlayer = 0;

  return {
    total: 2 * pairs,
    draw(row) {
      const at = drawnTo++;
      const player = (at >> 1) % players;
      if (at % 2 === 0) {
        // Shapley is the mean of the biased Banzhaf indices over a uniform bias
        drawBernoulli(drawn, bias ?? random.uniform(), random);
        drawn[player] = 1;
      } else drawn[player] = 0;
      row.set(drawn);
    },
    take(_row, value) {
      const at = taken++;
      if (at % 2 === 0) withPlayer = value;
      else marginals[(at >> 1) % players].add(withPlayer - value);
    },
    answer() {
      const seen = marginals.filter(({ count }) => count > 0);
      const measured = marginals.filter(({ count }) => count > 1);
      const common = measured.reduce((sum, { variance }) => sum + variance, 0) / measured.length;
      const typical = seen.reduce((sum, { mean }) => sum + mean, 0) / Math.max(1, seen.length);
      return {
        // a player whose turn has not come passes for an average one
        power: Float64Array.from(marginals, ({ count, mean }) => (count > 0 ? mean : typical)),
        standardError: Float64Array.from(marginals, ({ count, squares }) =>
          count < 2 ? Number.NaN : Math.sqrt((squares + borrowed * common) / (count - 1 + borrowed) / count),
        ),
        degreesOfFreedom: Math.max(0, marginals[players - 1].count - 1 + borrowed),
        evaluations: taken,
      };
    },
  };
}

/**
 * Any index by marginal pairs, our reading of the paper's power index estimation: for each player in turn a random
 * coalition of the others (for a biased Banzhaf index, each with probability d), evaluated with and without the player.
 * Unbiased. Standard errors over a player's own repetitions, moderated: where a player seldom matters, a few repetitions
 * often agree by chance, so its variance is drawn towards the mean variance of all players with a weight of two degrees
 * of freedom (Smyth 2004). NaN below two repetitions. Kept for comparison: an evaluation informs one player only.
 * Errors: settings-invalid for a budget below 2.
 */
export const marginalPairs: Estimator<SamplingCheckpoint> = {
  name: "marginal pairs",
  supports: () => true,
  async *estimate(game, index, budget, random, from) {
    checkBudget(game, budget, 2, "marginal pairs");
    const pairs = Math.floor(budget.evaluations / 2);
    return yield* stepThrough(game, budget.stepEvaluations, random, from, (source) =>
      sampling(game.players, pairs, index, source),
    );
  },
};
