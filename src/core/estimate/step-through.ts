import { FailureError } from "../failure.ts";
import type { Game } from "../game/game.ts";
import type { PowerEstimate } from "../power/power-index.ts";
import { type RandomSource, type RandomState, restoreRandom } from "../random/random-source.ts";
import type { Step } from "../step.ts";
import type { Budget } from "./estimator.ts";

/**
 * A way of spending evaluations, apart from the game and from time: it names one coalition after the other, takes their
 * values in the same order, and can answer at any point. Coalitions may be named ahead of the values.
 */
export interface Sampling<A = PowerEstimate> {
  /** Evaluations it will take in all, at most the budget. */
  readonly total: number;
  /**
   * How many more coalitions can be named before values must be taken, at least 1; absent where none waits for values.
   * It may depend on the coalitions and values so far, never on how they came in batches.
   */
  ready?(): number;
  /** Writes the next coalition into a row of zeros. */
  draw(row: Uint8Array): void;
  take(row: Uint8Array, value: number): void;
  /**
   * A complete answer from what was taken so far, in arrays of its own.
   * @param last everything was taken: nothing may be approximated for speed
   */
  answer(last: boolean): A;
}

/** Where sampling stands: its coalitions follow from the random state, so the values alone need keeping. JSON-safe. */
export interface SamplingCheckpoint {
  /** State of the random source before the first coalition. */
  readonly random: RandomState;
  readonly values: readonly number[];
}

/** @throws settings-invalid where the budget is below `minimum`, the step below 1, or nobody plays */
export function checkBudget(game: Game, budget: Budget, minimum: number, method: string): void {
  const refuse = (message: string, advice: string) => {
    throw new FailureError({ kind: "settings-invalid", message, where: method, advice });
  };
  if (game.players < 1) refuse("The game has no players.", "Let at least one unit play.");
  if (!(budget.stepEvaluations >= 1)) refuse("A step must play at least one coalition.", "Choose a step of 1 or more.");
  if (!(budget.evaluations >= minimum))
    refuse(
      `${budget.evaluations} evaluations are too few for ${game.players} players.`,
      `Spend at least ${minimum} evaluations.`,
    );
}

/**
 * Plays the sampling's coalitions at most `stepEvaluations` at a time and yields its answer after each batch. The
 * answer after the last one is yielded and returned; it depends on the random source and the total alone.
 */
export async function* stepThrough<A = PowerEstimate>(
  game: Game,
  stepEvaluations: number,
  random: RandomSource,
  from: SamplingCheckpoint | undefined,
  start: (random: RandomSource) => Sampling<A>,
): AsyncGenerator<Step<A, SamplingCheckpoint>, A> {
  const source = from === undefined ? random : restoreRandom(from.random);
  const initial = source.state();
  const sampling = start(source);
  const { total } = sampling;
  const values: number[] = [];
  const n = game.players;
  for (const value of from?.values.slice(0, total) ?? []) {
    const row = new Uint8Array(n);
    sampling.draw(row);
    sampling.take(row, value);
    values.push(value);
  }
  const stepRows = Math.floor(stepEvaluations);
  for (;;) {
    const rows = Math.min(stepRows, total - values.length, sampling.ready?.() ?? total);
    if (rows > 0) {
      const members = new Uint8Array(rows * n);
      for (let row = 0; row < rows; row++) sampling.draw(members.subarray(row * n, (row + 1) * n));
      const played = await game.values({ players: n, rows, members });
      for (let row = 0; row < rows; row++) {
        sampling.take(members.subarray(row * n, (row + 1) * n), played[row]);
        values.push(played[row]);
      }
    }
    const last = values.length >= total;
    const answer = sampling.answer(last);
    yield {
      answer,
      progress: { done: values.length, total, unit: "evaluations" },
      checkpoint: { random: initial, values: values.slice() },
    };
    if (last) return answer;
  }
}
