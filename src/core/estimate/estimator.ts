import type { Game } from "../game/game.ts";
import type { PowerEstimate, PowerIndex } from "../power/power-index.ts";
import type { RandomSource } from "../random/random-source.ts";
import type { Step } from "../step.ts";

export interface Budget {
  /** Coalition evaluations in all. */
  readonly evaluations: number;
  /** Evaluations a step at most: pace only, the numbers do not depend on it. */
  readonly stepEvaluations: number;
}

/**
 * Estimates a power index of every player from sampled coalitions. An async generator: every step yields a complete
 * estimate with standard errors and a plain checkpoint; passing a checkpoint as `from` goes on from there with the
 * same final numbers. To cancel, stop asking.
 */
export interface Estimator<C = unknown> {
  readonly name: string;
  supports(index: PowerIndex): boolean;
  estimate(
    game: Game,
    index: PowerIndex,
    budget: Budget,
    random: RandomSource,
    from?: C,
  ): AsyncGenerator<Step<PowerEstimate, C>, PowerEstimate>;
}
