import { FailureError } from "../failure.ts";
import { coalitionSizes } from "../power/coalition-sizes.ts";
import { enumerablePlayers, powerFromTable } from "../power/enumeration.ts";
import type { PowerIndex } from "../power/power-index.ts";
import type { Estimator } from "./estimator.ts";
import { checkBudget, type Sampling, type SamplingCheckpoint, stepThrough } from "./step-through.ts";

/** Coalitions in the order of `allCoalitions`. */
function sampling(players: number, index: PowerIndex): Sampling {
  const total = 2 ** players;
  const values = new Float64Array(total);
  let drawnTo = 0;
  let taken = 0;

  /** Mean of the marginal contributions that can be told so far, each as likely as the index has it. */
  const soFar = () => {
    const sizes = coalitionSizes(index, players - 1);
    let coalitions = 1;
    const weights = sizes.map((share, s) => {
      const weight = share / coalitions;
      coalitions = (coalitions * (players - 1 - s)) / (s + 1);
      return weight;
    });
    return Float64Array.from({ length: players }, (_, i) => {
      let sum = 0;
      let weight = 0;
      for (let coalition = 1 << i; coalition < taken; coalition++) {
        if (((coalition >> i) & 1) === 0) continue;
        let size = -1;
        for (let bits = coalition; bits > 0; bits >>= 1) size += bits & 1;
        weight += weights[size];
        sum += weights[size] * (values[coalition] - values[coalition ^ (1 << i)]);
      }
      return weight > 0 ? sum / weight : 0;
    });
  };

  return {
    total,
    draw(row) {
      for (let i = 0; i < players; i++) row[i] = (drawnTo >> i) & 1;
      drawnTo++;
    },
    take(_row, value) {
      values[taken++] = value;
    },
    answer: (last) => ({
      power: last ? powerFromTable(values, players, index) : soFar(),
      standardError: new Float64Array(players).fill(last ? 0 : Number.NaN),
      degreesOfFreedom: Number.POSITIVE_INFINITY,
      evaluations: taken,
    }),
  };
}

/**
 * Any index, exactly, from all 2^N coalitions, for games of up to 15 players: standard errors of 0 at the end, NaN
 * before. Leaves the random source alone.
 * Errors: settings-invalid for more players and for a budget below 2^N.
 */
export const exactEnumeration: Estimator<SamplingCheckpoint> = {
  name: "exact enumeration",
  supports: () => true,
  async *estimate(game, index, budget, random, from) {
    if (game.players > enumerablePlayers)
      throw new FailureError({
        kind: "settings-invalid",
        message: `${game.players} players are too many to try all coalitions; ${enumerablePlayers} is the limit.`,
        where: "exact enumeration",
        advice: "Estimate the power from sampled coalitions instead.",
      });
    checkBudget(game, budget, 2 ** game.players, "exact enumeration");
    return yield* stepThrough(game, budget.stepEvaluations, random, from, () => sampling(game.players, index));
  },
};
