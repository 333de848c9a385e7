import type { RandomSource } from "../random/random-source.ts";
import { RunningMoments } from "../stats/running-moments.ts";
import { drawBernoulli, samplingBias } from "./bernoulli-coalitions.ts";
import type { Estimator } from "./estimator.ts";
import { checkBudget, type Sampling, type SamplingCheckpoint, stepThrough } from "./step-through.ts";

function sampling(players: number, total: number, bias: number, random: RandomSource): Sampling {
  const present = Array.from({ length: players }, () => new RunningMoments());
  const absent = Array.from({ length: players }, () => new RunningMoments());
  let taken = 0;

  return {
    total,
    draw: (row) => drawBernoulli(row, bias, random),
    take(row, value) {
      taken++;
      for (let i = 0; i < players; i++) (row[i] === 1 ? present : absent)[i].add(value);
    },
    answer() {
      const power = new Float64Array(players);
      const standardError = new Float64Array(players);
      let degreesOfFreedom = Number.POSITIVE_INFINITY;
      for (let i = 0; i < players; i++) {
        const [one, other] = [present[i], absent[i]];
        // a player who was always or never there cannot be told from the rest
        if (one.count > 0 && other.count > 0) power[i] = one.mean - other.mean;
        const [a, b] = [one.variance / one.count, other.variance / other.count];
        standardError[i] = taken >= 4 * players ? Math.sqrt(a + b) : Number.NaN;
        // Welch and Satterthwaite; of all players the least, since one number has to do for all
        const freedom = (a + b) ** 2 / (a ** 2 / (one.count - 1) + b ** 2 / (other.count - 1));
        if (freedom < degreesOfFreedom) degreesOfFreedom = freedom;
      }
      if (degreesOfFreedom === Number.POSITIVE_INFINITY) degreesOfFreedom = Math.max(0, taken - 2);
      return { power, standardError, degreesOfFreedom, evaluations: taken };
    },
  };
}

/**
 * Biased Banzhaf (and Banzhaf) by maximum sample reuse (Wang and Jia 2023): over masks iid Bern(d), the mean value of
 * those with a player minus the mean of those without. Unbiased given that each player was seen both ways. Standard
 * errors are Welch's, from 4N evaluations on. Kept for comparison: unlike least squares it leaves the other players'
 * comings and goings in the noise.
 * Errors: settings-invalid for Shapley, for a bias of 0 or 1, and for a budget below 1.
 */
export const sampleReuse: Estimator<SamplingCheckpoint> = {
  name: "maximum sample reuse",
  supports: (index) => index.kind !== "shapley",
  async *estimate(game, index, budget, random, from) {
    const bias = samplingBias(index);
    checkBudget(game, budget, 1, "maximum sample reuse");
    const total = Math.floor(budget.evaluations);
    return yield* stepThrough(game, budget.stepEvaluations, random, from, (source) =>
      sampling(game.players, total, bias, source),
    );
  },
};
