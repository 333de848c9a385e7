import type { RandomSource } from "../random/random-source.ts";
import { randomPermutation } from "../random/shuffle.ts";
import { RunningMoments } from "../stats/running-moments.ts";
import type { Estimator } from "./estimator.ts";
import { refuseAllButShapley } from "./shapley-only.ts";
import { checkBudget, type Sampling, type SamplingCheckpoint, stepThrough } from "./step-through.ts";
import { walkErrors } from "./walk-errors.ts";

/**
 * The order of evaluations: the empty coalition, the grand one, then for each pair the N - 1 proper prefixes of a
 * permutation and the N - 1 of its reverse.
 */
function sampling(players: number, total: number, random: RandomSource): Sampling {
  const walk = players - 1;
  const pairCost = 2 * walk;
  const power = Array.from({ length: players }, () => new RunningMoments());
  const pending: Int32Array[] = [];
  let drawnTo = 0;
  let taken = 0;
  let empty = 0;
  let grand = 0;
  let before = 0;
  // of the pair under way
  const sums = new Float64Array(players);
  const counts = new Uint8Array(players);

  /** The player that joins at a place of the pair's two walks, 0..players-1 forwards and as many backwards. */
  const joining = (permutation: Int32Array, walkBack: boolean, place: number) =>
    permutation[walkBack ? players - 1 - place : place];

  const credit = (player: number, marginal: number) => {
    sums[player] += marginal;
    counts[player]++;
  };
  const closePair = () => {
    for (let i = 0; i < players; i++) power[i].add(sums[i] / counts[i]);
    sums.fill(0);
    counts.fill(0);
    pending.shift();
  };

  return {
    total,
    draw(row) {
      const at = drawnTo++;
      if (at === 0) return;
      if (at === 1) {
        row.fill(1);
        return;
      }
      const place = (at - 2) % pairCost;
      if (place === 0) pending.push(randomPermutation(players, random));
      const permutation = pending[pending.length - 1];
      const walkBack = place >= walk;
      for (let k = 0; k <= place % walk; k++) row[joining(permutation, walkBack, k)] = 1;
    },
    take(_row, value) {
      const at = taken++;
      if (at === 0) {
        empty = value;
        return;
      }
      if (at === 1) {
        grand = value;
        if (players === 1) power[0].add(grand - empty);
        return;
      }
      const permutation = pending[0];
      const place = (at - 2) % pairCost;
      const walkBack = place >= walk;
      const step = place % walk;
      credit(joining(permutation, walkBack, step), value - (step === 0 ? empty : before));
      before = value;
      if (step === walk - 1) credit(joining(permutation, walkBack, walk), grand - value);
      if (place === pairCost - 1) closePair();
    },
    answer() {
      const pairs = power[0].count;
      const share = taken < 2 ? 0 : (grand - empty) / players;
      return {
        power: Float64Array.from(power, ({ mean }, i) => {
          if (pairs > 0) return mean;
          // before the first whole pair: what was seen of the player, an equal share where nothing was
          return counts[i] > 0 ? sums[i] / counts[i] : share;
        }),
        standardError: walkErrors(power),
        degreesOfFreedom: Math.max(0, pairs - 1),
        evaluations: taken,
      };
    },
  };
}

/**
 * Shapley from the marginal contributions along random permutations (Castro, Gomez, Tejada 2009), each walked forwards
 * and backwards: the reverse is an antithetic partner. Unbiased, and every pair shares out v(N) - v(empty) exactly.
 * Standard errors from the pair means, which are independent: pairs - 1 degrees of freedom; see `walkErrors`
 * for where none is claimed.
 * Costs 2 + 2 (N - 1) evaluations a pair, the 2 once; stops at whole pairs within the budget.
 * Errors: settings-invalid for other indices and for a budget below 2N.
 */
export const antitheticPermutations: Estimator<SamplingCheckpoint> = {
  name: "antithetic permutations",
  supports: (index) => index.kind === "shapley",
  async *estimate(game, index, budget, random, from) {
    refuseAllButShapley(index, "antithetic permutations");
    const n = game.players;
    checkBudget(game, budget, 2 * n, "antithetic permutations");
    const pairCost = 2 * (n - 1);
    const pairs = n === 1 ? 0 : Math.floor((budget.evaluations - 2) / pairCost);
    return yield* stepThrough(game, budget.stepEvaluations, random, from, (source) =>
      sampling(n, 2 + pairs * pairCost, source),
    );
  },
};
