import { FailureError } from "../failure.ts";
import type { Game } from "../game/game.ts";
import type { PowerEstimate, PowerIndex } from "../power/power-index.ts";
import { type RandomSource, restoreRandom } from "../random/random-source.ts";
import type { Step } from "../step.ts";
import type { Budget, Estimator } from "./estimator.ts";
import { correctOnce } from "./one-step-correction.ts";
import { type PackedDesign, packedDesign } from "./packed-design.ts";
import { packedRidge } from "./packed-ridge.ts";
import { checkBudget, type SamplingCheckpoint } from "./step-through.ts";

const name = "conjugate gradients";
/** Rows must grow by this factor before they are solved anew on the way. */
const growth = 2;
/** Memberships that are restored in one step when a run is resumed. */
const replayMembers = 20_000_000;

/** Power and standard errors without the evaluations that they cost. */
type Solution = Pick<PowerEstimate, "power" | "standardError" | "degreesOfFreedom">;

/** Solves all rows so far, yielding after each iteration what there is to show. */
function* solve(design: PackedDesign, evaluations: number): Generator<Solution, Solution> {
  const { rows } = design;
  const n = rows.players;
  const share = design.share();
  const shown = (power: Float64Array): Solution => ({
    power: power.map((value) => value + share),
    standardError: new Float64Array(n).fill(Number.NaN),
    degreesOfFreedom: 0,
  });
  function* ridge(from: number, to: number): Generator<Solution, Float64Array> {
    const steps = packedRidge(design, { from, to });
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      yield shown(value);
    }
  }
  if (evaluations < 4 * n) return shown(yield* ridge(0, rows.rows));
  // each half is corrected from what was fitted on the other one
  const middle = rows.rows >> 1;
  const first = { from: 0, to: middle };
  const second = { from: middle, to: rows.rows };
  const one = correctOnce(design, second, yield* ridge(first.from, first.to));
  const other = correctOnce(design, first, yield* ridge(second.from, second.to));
  return {
    power: one.power.map((value, i) => (value + other.power[i]) / 2 + share),
    standardError: one.variance.map((value, i) => Math.sqrt(value + other.variance[i]) / 2),
    degreesOfFreedom: rows.rows - 2,
  };
}

async function* run(
  game: Game,
  index: PowerIndex,
  budget: Budget,
  random: RandomSource,
  from: SamplingCheckpoint | undefined,
): AsyncGenerator<Step<PowerEstimate, SamplingCheckpoint>, PowerEstimate> {
  const source = from === undefined ? random : restoreRandom(from.random);
  const initial = source.state();
  const n = game.players;
  const design = packedDesign(index, n, budget.evaluations, source);
  const values = from?.values.slice(0, design.total) ?? [];
  let solved: { rows: number; solution: Solution } | null = null;
  let taken = 0;

  const step = ({ power, standardError, degreesOfFreedom }: Solution) => ({
    answer: { power: power.slice(), standardError: standardError.slice(), degreesOfFreedom, evaluations: taken },
    progress: { done: taken, total: design.total, unit: "evaluations" as const },
    checkpoint: { random: initial, values: values.slice() },
  });
  const unsolved = (): Solution => ({
    power: new Float64Array(n).fill(design.share()),
    standardError: new Float64Array(n).fill(Number.NaN),
    degreesOfFreedom: 0,
  });

  const chunk = Math.max(1, Math.floor(replayMembers / n));
  const row = new Uint8Array(n);
  for (const value of values) {
    row.fill(0);
    design.draw(row);
    design.take(row, value);
    if (++taken % chunk === 0) yield step(unsolved());
  }
  const stepRows = Math.floor(budget.stepEvaluations);
  for (;;) {
    const count = Math.min(stepRows, design.total - taken);
    if (count > 0) {
      const members = new Uint8Array(count * n);
      for (let k = 0; k < count; k++) design.draw(members.subarray(k * n, (k + 1) * n));
      const played = await game.values({ players: n, rows: count, members });
      for (let k = 0; k < count; k++) {
        design.take(members.subarray(k * n, (k + 1) * n), played[k]);
        values.push(played[k]);
      }
      taken += count;
    }
    const last = taken >= design.total;
    const { rows } = design.rows;
    if (last || rows >= growth * (solved?.rows ?? 1)) {
      // the work of iterating is left to steps of its own, one each
      const steps = solve(design, taken);
      for (;;) {
        const { done, value } = steps.next();
        if (done) {
          solved = { rows, solution: value };
          break;
        }
        yield step(solved?.solution ?? value);
      }
    }
    const shown = step(solved?.solution ?? unsolved());
    yield shown;
    if (last) return shown.answer;
  }
}

/**
 * Any index for up to tens of thousands of players: the default design of the index with ridge regression by conjugate
 * gradients on memberships of one bit each; memory is bits plus a few numbers a row and a player, and an iteration is a
 * step of its own. The estimate is solved anew when the rows doubled, and carried in between.
 *
 * Below 4N evaluations: the ridge as it is, biased, no standard errors. From 4N on: each half of the rows corrects the
 * ridge of the other half by one step (`correctOnce`), unbiased, with the standard errors of that step's means.
 * Errors: settings-invalid for a bias of 0 or 1, fewer than 8 players, or a budget below 8.
 */
export const conjugateGradients: Estimator<SamplingCheckpoint> = {
  name,
  supports: () => true,
  async *estimate(game, index, budget, random, from) {
    checkBudget(game, budget, 8, name);
    if (game.players < 8)
      throw new FailureError({
        kind: "settings-invalid",
        message: "Conjugate gradients are for many players.",
        where: name,
        advice: "Let the estimator be chosen by the size of the game.",
      });
    return yield* run(game, index, budget, random, from);
  },
};
