import type { RandomSource } from "../random/random-source.ts";
import { randomPermutation } from "../random/shuffle.ts";
import type { Estimator } from "./estimator.ts";
import { refuseAllButShapley } from "./shapley-only.ts";
import { checkBudget, type Sampling, type SamplingCheckpoint, stepThrough } from "./step-through.ts";

/** A permutation on its way: players up to `place` have joined. */
interface Walk {
  readonly permutation: Int32Array;
  place: number;
  value: number;
  readonly marginals: Float64Array;
}

/**
 * The order of evaluations: the empty coalition, the grand one, then rounds of the next prefix of every walk under way.
 * Whether a walk goes on is known after its round, so a round's coalitions can be named ahead and a step may end
 * anywhere in it. A walk that ended is replaced by a new one in the next round.
 */
function sampling(players: number, total: number, abreast: number, tolerance: number, random: RandomSource): Sampling {
  const sums = new Float64Array(players);
  let finished = 0;
  let walks: Walk[] = [];
  let drawnInRound = 0;
  let takenInRound = 0;
  let taken = 0;
  let empty = 0;
  let grand = 0;

  /** A player joins; the walk ends where all that is left is the last player or a rest within the tolerance. */
  const join = (walk: Walk, value: number): boolean => {
    walk.marginals[walk.permutation[walk.place++]] = value - walk.value;
    walk.value = value;
    const near = Math.abs(grand - value) <= tolerance * Math.abs(grand - empty);
    if (near || walk.place < players - 1) return near;
    walk.marginals[walk.permutation[walk.place]] = grand - value;
    return true;
  };
  const startRound = () => {
    while (walks.length < abreast)
      walks.push({
        permutation: randomPermutation(players, random),
        place: 0,
        value: empty,
        marginals: new Float64Array(players),
      });
    drawnInRound = takenInRound = 0;
  };

  return {
    total,
    ready: () => (taken < 2 ? 2 - taken : walks.length - drawnInRound),
    draw(row) {
      if (taken < 2) {
        if (drawnInRound++ === 1) row.fill(1);
        return;
      }
      const { permutation, place } = walks[drawnInRound++];
      for (let k = 0; k <= place; k++) row[permutation[k]] = 1;
    },
    take(_row, value) {
      if (taken++ === 0) {
        empty = value;
        return;
      }
      if (taken === 2) {
        grand = value;
        if (players > 1) startRound();
        return;
      }
      const walk = walks[takenInRound++];
      if (join(walk, value)) {
        finished++;
        for (let i = 0; i < players; i++) sums[i] += walk.marginals[i];
        walk.place = players;
      }
      if (takenInRound < walks.length) return;
      walks = walks.filter(({ place }) => place < players);
      startRound();
    },
    answer() {
      const power = new Float64Array(players).fill(taken < 2 ? 0 : (grand - empty) / players);
      for (let i = 0; i < players; i++) if (finished > 0) power[i] = sums[i] / finished;
      return {
        power,
        standardError: new Float64Array(players).fill(Number.NaN),
        degreesOfFreedom: 0,
        evaluations: taken,
      };
    },
  };
}

/**
 * Shapley by truncated permutations (Ghorbani and Zou 2019): a walk along a permutation ends where the value is within
 * `tolerance` of v(N), as a fraction of |v(N) - v(empty)|, and the players after that get nothing from it. Biased, and
 * short walks are overrepresented where the budget ends: no standard errors are claimed. Kept for comparison.
 * Errors: settings-invalid for other indices and for a budget below N + 1.
 */
export function truncatedPermutationsWith({
  tolerance,
}: {
  readonly tolerance: number;
}): Estimator<SamplingCheckpoint> {
  const name = "truncated permutations";
  return {
    name,
    supports: (index) => index.kind === "shapley",
    async *estimate(game, index, budget, random, from) {
      refuseAllButShapley(index, name);
      const n = game.players;
      checkBudget(game, budget, n + 1, name);
      const total = n === 1 ? 2 : Math.floor(budget.evaluations);
      // walks under way at the end are lost: not more of them than a quarter of the budget can walk to the end
      const abreast = Math.max(1, Math.min(16, Math.floor(total / (4 * n))));
      return yield* stepThrough(game, budget.stepEvaluations, random, from, (source) =>
        sampling(n, total, abreast, tolerance, source),
      );
    },
  };
}

/** `truncatedPermutationsWith` a tolerance of a hundredth. */
export const truncatedPermutations: Estimator<SamplingCheckpoint> = truncatedPermutationsWith({ tolerance: 0.01 });
