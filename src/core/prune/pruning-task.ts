import { FailureError } from "../failure.ts";
import type { GameInBlocks } from "../game/block-game.ts";
import type { CoalitionBatch } from "../game/coalition-batch.ts";
import type { Game } from "../game/game.ts";
import type { Players } from "../game/players.ts";
import type { Score } from "../game/score.ts";
import type { Cost } from "../model/summary.ts";
import type { PowerEstimate } from "../power/power-index.ts";
import type { RandomSource } from "../random/random-source.ts";
import type { Step } from "../step.ts";
import type { AfterRefit } from "./after-refit.ts";
import type { ExamplesInBlocks } from "./examples-in-blocks.ts";
import type { Prices } from "./prices.ts";
import type { StrategySettings, Trail } from "./trail.ts";

/** What a strategy works on. */
export interface PruningTask {
  /** Ranks: the payoff on the calibration examples. */
  readonly game: Game;
  /** The same game on parts of the examples: what rounds estimate is then sampled there, for as much work. */
  readonly blocks?: GameInBlocks;
  /** Chooses: the score of each selection's masked network on the validation examples. */
  measure(batch: CoalitionBatch): Promise<readonly Score[]>;
  readonly players: Players;
  readonly settings: StrategySettings;
  /** Its state when the strategy starts decides all numbers, round by round. */
  readonly random: RandomSource;
  /** The estimate or ranking that top-n and the baselines go by; the other strategies make their own. */
  readonly estimate?: PowerEstimate | null;
  /** What a selection's network costs; needed where the goal is parameters or multiply-accumulates. */
  readonly cost?: (selection: Uint8Array) => Cost;
  /**
   * The game's worth example by example, rows x examples, where the payoff is a mean over examples: swaps are then
   * accepted by a test on pairs.
   */
  readonly perExample?: (batch: CoalitionBatch) => Promise<ArrayLike<number>>;
  /** The same in blocks of the examples, for swaps that are raced; absent where there are too few examples for two. */
  readonly inBlocks?: ExamplesInBlocks;
  /** The networks that are refitted after the cut, for strategies that choose for them; absent where nothing can be refitted. */
  readonly afterRefit?: AfterRefit;
  /** For the time left; every evaluation counts the same where they are left out. */
  readonly prices?: Prices;
}

/**
 * A way towards a selection of `settings.target` units, or another goal. Every step is bounded by
 * `settings.stepEvaluations` and yields the trail so far; pace changes no number. To pause, stop pulling; to cancel,
 * leave. Errors: FailureError settings-invalid for an impossible target, step, goal or rule.
 */
export type Strategy = (task: PruningTask) => AsyncGenerator<Step<Trail>, Trail>;

/** @throws FailureError settings-invalid where the settings ask for the impossible */
export function checkTask({ game, players, settings, estimate }: PruningTask): void {
  const refuse = (message: string, where: string) => {
    throw new FailureError({ kind: "settings-invalid", message, where });
  };
  const { stepUnits, stepShare = 0, stepEvaluations } = settings;
  if (!Number.isInteger(stepUnits) || stepUnits < 1)
    refuse(`A round must change a whole number of units, at least one, not ${stepUnits}.`, "units a round");
  if (!(stepShare >= 0 && stepShare < 1))
    refuse(`A round can change a share of 0 to 1 of the units, not ${stepShare}.`, "share a round");
  if (!(stepEvaluations >= 1)) refuse("A step must play at least one coalition.", "evaluations a step");
  if (game.players !== players.count)
    refuse(`The game has ${game.players} players and the network ${players.count} units.`, "players");
  if (estimate && estimate.power.length !== players.count)
    refuse(`The estimate speaks of ${estimate.power.length} units and there are ${players.count}.`, "estimate");
}
