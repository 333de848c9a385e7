import type { CoalitionBatch } from "../core/game/coalition-batch.ts";
import type { ExampleSlice } from "../core/game/evaluator.ts";
import { exampleBlocks, overheadOf } from "../core/game/example-blocks.ts";
import { examplePayoffs } from "../core/game/example-payoffs.ts";
import type { MeanPayoff } from "../core/game/per-example-payoff.ts";
import { costOf } from "../core/model/cost.ts";
import type { Model } from "../core/model/model.ts";
import type { ExamplesInBlocks } from "../core/prune/examples-in-blocks.ts";
import type { Journal } from "./journal.ts";
import { journalledExamples } from "./journalled-game.ts";
import type { Prepared } from "./workbench.ts";

/**
 * What every calibration example gives for each coalition, rows x examples, through the journal.
 * @param labels class of each calibration example; for "agreement" the full network's vote
 */
export function examplesPayoffs(
  session: Prepared,
  labels: Int32Array,
  payoff: MeanPayoff,
  journal: Journal,
  log: string,
): (batch: CoalitionBatch) => Promise<Uint8Array | Float64Array> {
  const rows = session.split.calibration;
  return payoffsOn(session, rows, labels, payoff, journal, log);
}

/** The same on some of the examples, with their labels. */
function payoffsOn(
  session: Prepared,
  rows: ExampleSlice,
  labels: Int32Array,
  payoff: MeanPayoff,
  journal: Journal,
  log: string,
): (batch: CoalitionBatch) => Promise<Uint8Array | Float64Array> {
  const right = payoff === "accuracy" || payoff === "agreement";
  return journalledExamples(journal, log, rows.length, right, (batch) =>
    examplePayoffs(session.evaluator, batch, rows, labels, payoff),
  );
}

/** Examples of a block that swaps are raced over. */
const racedExamples = 250;

/** The calibration examples in blocks for races, through the journal; null where they are too few for two blocks. */
export function raceBlocks(
  session: Prepared,
  model: Model,
  labels: Int32Array,
  payoff: MeanPayoff,
  journal: Journal,
): ExamplesInBlocks | null {
  const blocks = exampleBlocks(session.split.calibration, racedExamples);
  if (blocks === null) return null;
  let from = 0;
  const plays = blocks.map(({ examples }, block) => {
    const own = labels.subarray(from, from + examples.length);
    from += examples.length;
    return payoffsOn(session, examples, own, payoff, journal, `race ${block}`);
  });
  return {
    sizes: blocks.map(({ examples }) => examples.length),
    overhead: overheadOf(costOf(model).macs),
    perExample: (batch, block) => (plays[block] as (typeof plays)[number])(batch),
  };
}
