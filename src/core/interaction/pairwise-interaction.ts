import { drawBernoulli } from "../estimate/bernoulli-coalitions.ts";
import type { Budget } from "../estimate/estimator.ts";
import { checkBudget, type SamplingCheckpoint } from "../estimate/step-through.ts";
import { FailureError } from "../failure.ts";
import type { Game } from "../game/game.ts";
import { type RandomSource, restoreRandom } from "../random/random-source.ts";
import type { Step } from "../step.ts";
import { pairsOf } from "./pairs-of.ts";
import { SecondDifferences } from "./second-differences.ts";

export interface InteractionEstimate {
  readonly units: Int32Array;
  /** One value a pair in the order of `pairsOf`, in units of the payoff; NaN before the first round is complete. */
  readonly interaction: Float64Array;
  /** From the sampling of coalitions only; NaN, "not yet", below ten rounds. */
  readonly standardError: Float64Array;
  /** For Student's t quantile: rounds - 1. */
  readonly degreesOfFreedom: number;
  /** Coalitions evaluated so far. */
  readonly evaluations: number;
}

/** Coalitions of a round: a drawn one, each unit toggled, each pair toggled. */
export const roundCost = (units: number): number => 1 + units + (units * (units - 1)) / 2;

/**
 * Estimates the pairwise interaction under R_d (see `interactionFromTable`) of chosen units by shared second differences.
 * A round draws one coalition from R_d and evaluates it as it is, with each chosen unit toggled and with each pair
 * toggled: those are the four corners of every pair's second difference at once. Unbiased whatever the game; rounds are
 * independent, so the standard error is their spread over the square root of their number.
 *
 * Measured at 20N evaluations on games of 30 and 100 players, 6 and 20 units, against least squares on pair columns
 * (z_i - d)(z_j - d) with main effects of all players, and against four evaluations a pair: on smooth games and sums of
 * unanimity games 1.7 to 180 times less error than least squares, which pays for all that the other players do, and
 * always less than four evaluations a pair. On accuracy over 60 examples least squares is even for 6 units and has 2 to 4
 * times less error for 20, at a noise above the interactions either way.
 * @param bias d, 0 to 1
 * @param budget at least one round (`roundCost`); what is left after whole rounds is not spent
 * Errors: settings-invalid for impossible units, bias, step, or a budget below a round
 */
export async function* estimateInteractions(
  game: Game,
  units: Int32Array,
  bias: number,
  budget: Budget,
  random: RandomSource,
  from?: SamplingCheckpoint,
): AsyncGenerator<Step<InteractionEstimate, SamplingCheckpoint>, InteractionEstimate> {
  const n = game.players;
  const pairs = pairsOf(units, n);
  const cost = roundCost(units.length);
  checkBudget(game, budget, cost, "pairwise interaction");
  if (!(bias >= 0 && bias <= 1))
    throw new FailureError({
      kind: "settings-invalid",
      message: `A bias of ${bias} is no probability.`,
      where: "pairwise interaction",
      advice: "Choose a bias from 0 to 1.",
    });
  const total = Math.floor(budget.evaluations / cost) * cost;
  const source = from === undefined ? random : restoreRandom(from.random);
  const initial = source.state();
  const played = new Float64Array(cost);
  const differences = new SecondDifferences(units, pairs);
  const values: number[] = [];
  /** Drawn coalitions of the rounds that are under way, oldest first. */
  const drawn: Uint8Array[] = [];

  const draw = () => {
    const coalition = new Uint8Array(n);
    drawBernoulli(coalition, bias, source);
    drawn.push(coalition);
  };
  /** Writes coalition `place` of the newest round. */
  const write = (row: Uint8Array, place: number) => {
    if (place === 0) draw();
    row.set(drawn[drawn.length - 1]);
    if (place > units.length) for (const unit of pairs[place - units.length - 1]) row[unit] ^= 1;
    else if (place > 0) row[units[place - 1]] ^= 1;
  };
  const take = (value: number) => {
    played[values.length % cost] = value;
    values.push(value);
    if (values.length % cost === 0) differences.add(drawn.shift()!, played);
  };
  const answer = (): InteractionEstimate => ({
    units: Int32Array.from(units),
    ...differences.estimate(),
    evaluations: values.length,
  });

  for (const value of from?.values.slice(0, total) ?? []) {
    if (values.length % cost === 0) draw();
    take(value);
  }
  const stepRows = Math.floor(budget.stepEvaluations);
  for (;;) {
    const rows = Math.min(stepRows, total - values.length);
    if (rows > 0) {
      const members = new Uint8Array(rows * n);
      for (let row = 0; row < rows; row++)
        write(members.subarray(row * n, (row + 1) * n), (values.length + row) % cost);
      for (const value of await game.values({ players: n, rows, members })) take(value);
    }
    const now = answer();
    yield {
      answer: now,
      progress: { done: values.length, total, unit: "evaluations" },
      checkpoint: { random: initial, values: values.slice() },
    };
    if (values.length >= total) return now;
  }
}
