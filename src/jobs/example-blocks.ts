import { balanceExamples } from "../core/estimate/balanced-examples.ts";
import {
  type BlockDesign,
  blockGame,
  coalitionsFor,
  type GameInBlocks,
  wholeEvaluations,
} from "../core/game/block-game.ts";
import { costOnFewer, type ExamplesEach, exampleBlocks, overheadOf } from "../core/game/example-blocks.ts";
import type { Game } from "../core/game/game.ts";
import type { Payoff } from "../core/game/payoff.ts";
import { payoffGame } from "../core/game/payoff-game.ts";
import { isMeanPayoff } from "../core/game/per-example-payoff.ts";
import { costOf } from "../core/model/cost.ts";
import type { Model } from "../core/model/model.ts";
import { type RandomSource, seededRandom } from "../core/random/random-source.ts";
import { examplesPayoffs } from "./examples-payoffs.ts";
import { calibrationTruth } from "./game-of.ts";
import type { Journal } from "./journal.ts";
import { journalledGame } from "./journalled-game.ts";
import type { Prepared } from "./workbench.ts";

/** What decides how the examples are cut. */
export interface BlocksWanted {
  readonly each: ExamplesEach;
  readonly payoff: Payoff;
  /** Of the coalitions that the pilot plays; null for coalitions and their complements. */
  readonly bias: number | null;
  /** The budget that the pilot is taken from, in evaluations of all examples. */
  readonly evaluations: number;
  readonly seed: number;
}

/**
 * The network's game on blocks of the calibration examples. "balanced" plays a small pilot on all of them first.
 * @returns null where coalitions are to be played on all examples: the person wants it so, the payoff is no mean over
 *   examples with classes, there are too few of them, or fewer do not pay
 */
export async function blocksOf(
  session: Prepared,
  model: Model,
  wanted: BlocksWanted,
  journal: Journal,
): Promise<GameInBlocks | null> {
  const { each, payoff, bias, evaluations, seed } = wanted;
  const { evaluator } = session;
  const rows = session.split.calibration;
  if (each === "all" || !isMeanPayoff(payoff) || rows.length < 2) return null;
  const truth = await calibrationTruth(session, payoff);
  if (truth.kind !== "classes") return null;
  const { labels } = truth;
  const overhead = overheadOf(costOf(model).macs);
  const balance =
    each === "balanced"
      ? await balanceExamples(
          examplesPayoffs(session, labels, payoff, journal, "balance"),
          evaluator.players,
          rows.length,
          overhead,
          bias,
          evaluations,
          seededRandom(seed, "balance"),
        )
      : { each, spent: 0 };
  const blocks = exampleBlocks(rows, balance.each);
  if (blocks === null) return null;
  let from = 0;
  return {
    all: journalledGame(journal, "whole", payoffGame(evaluator, rows, truth, payoff)),
    examples: rows.length,
    each: Math.round(rows.length / blocks.length),
    overhead,
    spent: balance.spent,
    blocks: blocks.map(({ examples, weight }, place) => {
      const own = labels.subarray(from, from + examples.length);
      from += examples.length;
      const game = payoffGame(evaluator, examples, own, payoff);
      return { game: journalledGame(journal, `block ${place}`, game), weight };
    }),
  };
}

/** A run on blocks: the game to play, and its budget in coalitions. */
export interface RunOnBlocks {
  readonly game: Game;
  readonly evaluations: number;
  readonly stepEvaluations: number;
  /** What is said of an estimate with so many coalitions. */
  spent(coalitions: number): { readonly examplesEach: number; readonly work: number };
}

/**
 * A run for as much work as evaluations of all examples, the pilot's among them.
 * @param random of the run
 */
export function runOnBlocks(
  blocks: GameInBlocks,
  design: BlockDesign,
  budget: { readonly evaluations: number; readonly stepEvaluations: number },
  random: RandomSource,
): RunOnBlocks {
  const { each, examples, overhead, spent } = blocks;
  return {
    game: blockGame(blocks, design, random),
    evaluations: coalitionsFor(budget.evaluations - spent, blocks, design),
    stepEvaluations: budget.stepEvaluations / costOnFewer(each, examples, overhead),
    spent: (coalitions) => ({ examplesEach: each, work: spent + wholeEvaluations(coalitions, blocks, design) }),
  };
}
