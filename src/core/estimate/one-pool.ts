import { FailureError } from "../failure.ts";
import type { Game } from "../game/game.ts";
import { biasOf } from "../power/index-bias.ts";
import type { RandomSource } from "../random/random-source.ts";
import { spreadOrder } from "../random/spread-order.ts";
import type { Step } from "../step.ts";
import { drawBernoulli } from "./bernoulli-coalitions.ts";
import type { Budget, Estimator } from "./estimator.ts";
import { fitPool, type PoolFit } from "./pool-fit.ts";
import { type PoolPower, powerAt } from "./pool-power.ts";
import { checkBudget, type Sampling, type SamplingCheckpoint, stepThrough } from "./step-through.ts";

/** Players at most: the fit solves for three columns a player. */
export const poolPlayers = 1000;
/** Rows must grow by this factor before the pool is fitted anew, and by the other before its errors are. */
const fitGrowth = 1.25;
const errorGrowth = 2;

/**
 * The order of evaluations: the empty coalition, the grand one, then coalitions with t stratified over (0, 1) in a spread
 * order; with a focus every second one has t = focus instead.
 */
function sampling(players: number, total: number, focus: number | undefined, random: RandomSource): Sampling<PoolFit> {
  const drawn = Math.max(0, total - 2);
  const strata = focus === undefined ? drawn : Math.ceil(drawn / 2);
  const order = spreadOrder(strata, random);
  const members = new Uint8Array(drawn * players);
  const values = new Float64Array(drawn);
  const chances = new Float64Array(drawn);
  let drawnTo = 0;
  let taken = 0;
  let empty = 0;
  let grand = 0;
  let carried: { rows: number; fit: PoolFit } | null = null;
  let errors: { rows: number; fit: PoolFit } | null = null;

  const fitted = (rows: number, withErrors: boolean) =>
    fitPool({ players, rows, members }, chances.subarray(0, rows), values.subarray(0, rows), {
      ends: { empty, grand },
      evaluations: taken,
      errors: withErrors,
    });
  const unknown = (): PoolFit => ({
    players,
    evaluations: taken,
    degreesOfFreedom: 0,
    shapley: new Float64Array(players).fill(taken < 2 ? 0 : (grand - empty) / players),
    shapleyError: new Float64Array(players).fill(Number.NaN),
    curves: Float64Array.from({ length: 3 * players }, (_, at) =>
      at % 3 > 0 || taken < 2 ? 0 : (grand - empty) / players,
    ),
    covariances: new Float64Array(6 * players).fill(Number.NaN),
  });

  return {
    total,
    draw(row) {
      const at = drawnTo++ - 2;
      if (at === -1) row.fill(1);
      if (at < 0) return;
      const stratum = focus === undefined ? at : at / 2;
      const chance = Number.isInteger(stratum) ? (order[stratum] + random.uniform()) / strata : focus!;
      chances[at] = chance;
      drawBernoulli(row, chance, random);
      members.set(row, at * players);
    },
    take(_row, value) {
      const at = taken++;
      if (at === 0) empty = value;
      else if (at === 1) grand = value;
      else values[at - 2] = value;
    },
    answer(last) {
      const rows = Math.max(0, taken - 2);
      if (rows === 0) return unknown();
      if (last) return fitted(rows, true);
      if (carried === null || rows >= fitGrowth * carried.rows) {
        const due = errors === null || rows >= errorGrowth * errors.rows;
        const fit = fitted(rows, due);
        carried = { rows, fit };
        // until errors can be claimed they cost nothing
        if (due && !Number.isNaN(fit.shapleyError[0])) errors = carried;
      }
      const shrink = errors === null ? Number.NaN : Math.sqrt(errors.rows / rows);
      const shrunk = errors ?? carried;
      return {
        ...carried.fit,
        evaluations: taken,
        shapleyError: shrunk.fit.shapleyError.map((error) => error * shrink),
        covariances: shrunk.fit.covariances.map((covariance) => covariance * shrink * shrink),
      };
    },
  };
}

/**
 * Samples one pool for every bias and Shapley at once: t stratified on (0, 1), each player joining with chance t; see
 * `fitPool` for the regression and `powerAt` for reading it. Fitted anew when the rows grew by a quarter, errors when
 * they doubled (in between they are carried, shrunk by the root of the growth), and on the last answer.
 * Costs 2 evaluations for the empty and the grand coalition and 1 a row.
 * Errors: settings-invalid for more than 1,000 players, for a budget below 3, and for a focus outside (0, 1).
 * @param focus a bias that half of the pool is spent on, once it is known
 */
export async function* samplePool(
  game: Game,
  budget: Budget,
  random: RandomSource,
  from?: SamplingCheckpoint,
  { focus }: { readonly focus?: number } = {},
): AsyncGenerator<Step<PoolFit, SamplingCheckpoint>, PoolFit> {
  const refuse = (message: string, advice: string) => {
    throw new FailureError({ kind: "settings-invalid", message, where: "one pool", advice });
  };
  if (game.players > poolPlayers)
    refuse(
      `${game.players} players are too many for one pool; ${poolPlayers} is the limit.`,
      "Choose an index and estimate it on its own.",
    );
  if (focus !== undefined && !(focus > 0 && focus < 1))
    refuse(`The pool cannot be focused on a bias of ${focus}.`, "Choose a bias above 0 and below 1.");
  checkBudget(game, budget, 3, "one pool");
  const total = Math.floor(budget.evaluations);
  return yield* stepThrough(game, budget.stepEvaluations, random, from, (source) =>
    sampling(game.players, total, focus, source),
  );
}

/** `samplePool` as an estimator of one index. Shapley is consistent; beta^d as far as it is quadratic in d. */
export function onePoolWith(options: { readonly focus?: number }): Estimator<SamplingCheckpoint> {
  return {
    name: options.focus === undefined ? "one pool" : `one pool, half of it at ${options.focus}`,
    supports: () => true,
    async *estimate(game, index, budget, random, from): AsyncGenerator<Step<PoolPower, SamplingCheckpoint>, PoolPower> {
      biasOf(index);
      const steps = samplePool(game, budget, random, from, options);
      for (;;) {
        const { done, value } = await steps.next();
        if (done) return powerAt(value, index);
        yield { ...value, answer: powerAt(value.answer, index) };
      }
    },
  };
}

/** `onePoolWith` nothing known of the bias. */
export const onePool: Estimator<SamplingCheckpoint> = onePoolWith({});
