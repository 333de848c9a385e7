import type { RandomSource } from "../random/random-source.ts";
import { subsetDrawer } from "../random/random-subset.ts";
import { efficientAnswers } from "./efficient-answers.ts";
import { EfficientRows } from "./efficient-rows.ts";
import type { Estimator } from "./estimator.ts";
import { refuseAllButShapley } from "./shapley-only.ts";
import { checkBudget, type Sampling, type SamplingCheckpoint, stepThrough } from "./step-through.ts";

/** Cumulative chances of the sizes 1..N-1, proportional to 1/(s(N - s)): the Shapley kernel summed over a size. */
function kernelSizes(players: number): Float64Array {
  const chances = Float64Array.from({ length: players - 1 }, (_, k) => 1 / ((k + 1) * (players - 1 - k)));
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  let sum = 0;
  return chances.map((chance) => {
    sum += chance / total;
    return sum;
  });
}

/** The order of evaluations: the empty coalition, the grand one, then sampled coalitions, each before its complement where paired. */
function sampling(players: number, total: number, paired: boolean, random: RandomSource): Sampling {
  const rows = new EfficientRows(players, 0, false);
  const answers = efficientAnswers(rows);
  const chances = kernelSizes(players);
  const draw = subsetDrawer(players, random);
  const drawn = new Uint8Array(players);
  let drawnTo = 0;
  let taken = 0;
  let empty = 0;
  let gain = 0;
  let held = 0;

  return {
    total,
    draw(row) {
      const at = drawnTo++;
      if (at === 0) return;
      if (at === 1) row.fill(1);
      else if (paired && at % 2 === 1) for (let i = 0; i < players; i++) row[i] = 1 - drawn[i];
      else {
        const u = random.uniform();
        let size = 1;
        while (size < players - 1 && chances[size - 1] <= u) size++;
        draw(row, size);
        drawn.set(row);
      }
    },
    take(row, value) {
      const at = taken++;
      const fraction = row.reduce((sum, member) => sum + member, 0) / players;
      if (at === 0) empty = value;
      else if (at === 1) gain = value - empty;
      else if (!paired) rows.add(row, value - empty - gain * fraction, 1);
      else if (at % 2 === 0) held = value;
      // of a pair only the odd half can be told by z - s/N: both rows are one
      else rows.add(row, (value - held) / 2 - gain * (fraction - 0.5), 1);
    },
    answer: (last) => answers(gain, taken, last),
  };
}

/**
 * Shapley by Kernel SHAP (Lundberg and Lee 2017): coalitions drawn with chances proportional to the Shapley kernel,
 * unweighted regression of v(S) - v(empty) - (v(N) - v(empty)) s/N on z - s/N, which keeps the power adding up to
 * v(N) - v(empty). Standard errors are HC2 from 10N evaluations on (see `efficientAnswers`). Consistent. Kept for
 * comparison: the dependence on size stays in its noise.
 * Errors: settings-invalid for other indices and for a budget below 4.
 * @param paired each coalition together with its complement (Covert and Lee 2021), the pair as one row
 */
export function kernelShapWith({ paired }: { readonly paired: boolean }): Estimator<SamplingCheckpoint> {
  const name = paired ? "paired Kernel SHAP" : "Kernel SHAP";
  return {
    name,
    supports: (index) => index.kind === "shapley",
    async *estimate(game, index, budget, random, from) {
      refuseAllButShapley(index, name);
      const n = game.players;
      checkBudget(game, budget, n === 1 ? 2 : 4, name);
      const sampled = n === 1 ? 0 : Math.floor(budget.evaluations) - 2;
      const total = 2 + (paired ? sampled - (sampled % 2) : sampled);
      return yield* stepThrough(game, budget.stepEvaluations, random, from, (source) =>
        sampling(n, total, paired, source),
      );
    },
  };
}

export const kernelShap: Estimator<SamplingCheckpoint> = kernelShapWith({ paired: false });
export const pairedKernelShap: Estimator<SamplingCheckpoint> = kernelShapWith({ paired: true });
