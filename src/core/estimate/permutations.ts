import type { RandomSource } from "../random/random-source.ts";
import { randomPermutation } from "../random/shuffle.ts";
import { RunningMoments } from "../stats/running-moments.ts";
import type { Estimator } from "./estimator.ts";
import { refuseAllButShapley } from "./shapley-only.ts";
import { checkBudget, type Sampling, type SamplingCheckpoint, stepThrough } from "./step-through.ts";
import { walkErrors } from "./walk-errors.ts";

/** The order of evaluations: the empty coalition, the grand one, then the N - 1 proper prefixes of each permutation. */
function sampling(players: number, walks: number, random: RandomSource): Sampling {
  const length = players - 1;
  const power = Array.from({ length: players }, () => new RunningMoments());
  const pending: Int32Array[] = [];
  let drawnTo = 0;
  let taken = 0;
  let empty = 0;
  let grand = 0;
  let before = 0;
  // of the walk under way
  const marginals = new Float64Array(players);
  let walked = 0;

  return {
    total: 2 + walks * length,
    draw(row) {
      const at = drawnTo++;
      if (at === 0) return;
      if (at === 1) {
        row.fill(1);
        return;
      }
      const place = (at - 2) % length;
      if (place === 0) pending.push(randomPermutation(players, random));
      const permutation = pending[pending.length - 1];
      for (let k = 0; k <= place; k++) row[permutation[k]] = 1;
    },
    take(_row, value) {
      const at = taken++;
      if (at === 0) empty = value;
      else if (at === 1) {
        grand = value;
        if (players === 1) power[0].add(grand - empty);
      } else {
        const place = (at - 2) % length;
        const permutation = pending[0];
        marginals[permutation[place]] = value - (place === 0 ? empty : before);
        before = value;
        walked = place + 1;
        if (walked < length) return;
        marginals[permutation[length]] = grand - value;
        for (let i = 0; i < players; i++) power[i].add(marginals[i]);
        walked = 0;
        pending.shift();
      }
    },
    answer() {
      const whole = power[0].count;
      const first = new Float64Array(players).fill(taken < 2 ? 0 : (grand - empty) / players);
      // before the first whole walk: what was seen of the player, an equal share where nothing was
      if (whole === 0) for (let k = 0; k < walked; k++) first[pending[0][k]] = marginals[pending[0][k]];
      return {
        power: whole === 0 ? first : Float64Array.from(power, ({ mean }) => mean),
        standardError: walkErrors(power),
        degreesOfFreedom: Math.max(0, whole - 1),
        evaluations: taken,
      };
    },
  };
}

/**
 * Shapley from the marginal contributions along random permutations (Castro, Gomez, Tejada 2009). Unbiased, and every
 * permutation shares out v(N) - v(empty) exactly. Standard errors over permutations (see `walkErrors`). Kept for
 * comparison.
 * Costs 2 + N - 1 evaluations a permutation, the 2 once; stops at whole permutations within the budget.
 * Errors: settings-invalid for other indices and for a budget below N + 1.
 */
export const permutations: Estimator<SamplingCheckpoint> = {
  name: "permutations",
  supports: (index) => index.kind === "shapley",
  async *estimate(game, index, budget, random, from) {
    refuseAllButShapley(index, "permutations");
    const n = game.players;
    checkBudget(game, budget, n + 1, "permutations");
    const walks = n === 1 ? 0 : Math.floor((budget.evaluations - 2) / (n - 1));
    return yield* stepThrough(game, budget.stepEvaluations, random, from, (source) => sampling(n, walks, source));
  },
};
