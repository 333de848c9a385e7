import { FailureError } from "../failure.ts";
import { biasOf } from "../power/index-bias.ts";
import type { RandomSource } from "../random/random-source.ts";
import { RunningMoments } from "../stats/running-moments.ts";
import { drawBernoulli } from "./bernoulli-coalitions.ts";
import { CoalitionSums } from "./coalition-sums.ts";
import type { Estimator } from "./estimator.ts";
import { type Regression, regressionAnswers } from "./regression-answers.ts";
import { checkBudget, type Sampling, type SamplingCheckpoint, stepThrough } from "./step-through.ts";

function sampling(players: number, total: number, random: RandomSource): Sampling {
  const sums = new CoalitionSums(players);
  const spread = new RunningMoments();
  const answers = regressionAnswers(players);
  const centre = new Float64Array(players).fill(0.5);
  const drawn = new Uint8Array(players);
  let drawnComplement = true;
  const held = new Uint8Array(players);
  let heldValue = 0;
  let taken = 0;

  const regression = (): Regression => {
    const gram = sums.gramAround(centre);
    const moments = sums.momentsAround(centre);
    const double = (value: number) => 2 * value;
    return {
      sums,
      centre,
      gram,
      moments,
      level: 0,
      levelLeverage: 0,
      columns: players,
      // unpaired: S and its complement as rows of their own, at z - 1/2 and its negative
      few: {
        players,
        rows: 2 * sums.rows,
        gram: gram.map(double),
        moments: moments.map(double),
        total: spread.squares,
      },
    };
  };

  return {
    total,
    draw(row) {
      drawnComplement = !drawnComplement;
      if (drawnComplement) for (let i = 0; i < players; i++) row[i] = 1 - drawn[i];
      else {
        drawBernoulli(row, 0.5, random);
        drawn.set(row);
      }
    },
    take(row, value) {
      if (taken++ % 2 === 0) {
        held.set(row);
        heldValue = value;
        return;
      }
      spread.add(heldValue);
      spread.add(value);
      sums.add(held, (heldValue - value) / 2);
    },
    answer: (last) => answers(regression(), taken, last),
  };
}

/**
 * Banzhaf from coalitions and their complements: least squares of (v(S) - v(S^c))/2 on z - 1/2 without an intercept,
 * one row a pair; whatever is even under complement, all pair interactions included, cancels (METHOD section 4).
 * Right for a bias of 1/2 only. An odd last evaluation is not spent. HC2 standard errors with pairs - N degrees of
 * freedom; below 4N evaluations a ridge on the unpaired values and no standard errors.
 * Errors: settings-invalid for another bias and for a budget below 2.
 */
export const complementPairs: Estimator<SamplingCheckpoint> = {
  name: "complement pairs",
  supports: (index) => biasOf(index) === 0.5,
  async *estimate(game, index, budget, random, from) {
    if (biasOf(index) !== 0.5)
      throw new FailureError({
        kind: "settings-invalid",
        message:
          "Complement pairs estimate the Banzhaf index only: at any other bias a complement has another distribution.",
        where: "complement pairs",
        advice: "Use least squares for a biased Banzhaf index.",
      });
    checkBudget(game, budget, 2, "complement pairs");
    const total = 2 * Math.floor(budget.evaluations / 2);
    return yield* stepThrough(game, budget.stepEvaluations, random, from, (source) =>
      sampling(game.players, total, source),
    );
  },
};
