import { FailureError } from "../failure.ts";
import type { RandomSource } from "../random/random-source.ts";
import { RunningMoments } from "../stats/running-moments.ts";
import { drawBernoulli, samplingBias } from "./bernoulli-coalitions.ts";
import { CoalitionSums } from "./coalition-sums.ts";
import type { Estimator } from "./estimator.ts";
import { fewestSeen, type Regression, regressionAnswers } from "./regression-answers.ts";
import { checkBudget, type Sampling, type SamplingCheckpoint, stepThrough } from "./step-through.ts";

function sampling(players: number, total: number, bias: number, random: RandomSource, prior?: Float64Array): Sampling {
  const sums = new CoalitionSums(players);
  const spread = new RunningMoments();
  const answers = regressionAnswers(players, fewestSeen);
  let first = 0;

  const regression = (): Regression => {
    const { rows } = sums;
    const centre = Float64Array.from({ length: players }, (_, i) => sums.countOf(i) / rows);
    const gram = sums.gramAround(centre);
    const moments = sums.momentsAround(centre);
    return {
      sums,
      centre,
      gram,
      moments,
      level: sums.responseSum / rows,
      levelLeverage: 1 / rows,
      columns: players + 1,
      few: { players, rows, gram, moments, total: spread.squares, prior },
    };
  };

  return {
    total,
    draw: (row) => drawBernoulli(row, bias, random),
    take(row, value) {
      // the intercept takes up any constant: without the first value, sums of squares keep their digits
      if (sums.rows === 0) first = value;
      sums.add(row, value - first);
      spread.add(value);
    },
    answer: (last) => answers(regression(), sums.rows, last),
  };
}

/**
 * Biased Banzhaf (and Banzhaf) as the best linear fit: least squares of v on (1, z - d) over masks drawn iid Bern(d);
 * every evaluation informs every player (Hammer and Holzman 1992; Marichal and Mathonet 2011; METHOD section 4).
 * Standard errors are HC2 with rows - columns degrees of freedom; NaN for players seen or missed less than `fewestSeen`
 * times (a small d on a small game), and below 4N evaluations, where a ridge keeps the
 * answer complete but biased (see `regressionAnswers`). Consistent, not exactly unbiased.
 * Errors: settings-invalid for Shapley, for a bias of 0 or 1, for a budget below 1, and for a prior of another length.
 * @param prior power that the ridge shrinks to below 4N evaluations, such as the gradient prior; absent for zero. Its
 * scale matters little (see `fitRidge`); from 4N on it is forgotten
 */
export function leastSquaresWith({ prior }: { readonly prior?: Float64Array }): Estimator<SamplingCheckpoint> {
  return {
    name: "least squares",
    supports: (index) => index.kind !== "shapley",
    async *estimate(game, index, budget, random, from) {
      const bias = samplingBias(index);
      checkBudget(game, budget, 1, "least squares");
      if (prior !== undefined && prior.length !== game.players)
        throw new FailureError({
          kind: "settings-invalid",
          message: `The prior has ${prior.length} values for ${game.players} players.`,
          where: "least squares",
        });
      const total = Math.floor(budget.evaluations);
      return yield* stepThrough(game, budget.stepEvaluations, random, from, (source) =>
        sampling(game.players, total, bias, source, prior),
      );
    },
  };
}

/** The default for a biased Banzhaf index: `leastSquaresWith` no prior. */
export const leastSquares: Estimator<SamplingCheckpoint> = leastSquaresWith({});
