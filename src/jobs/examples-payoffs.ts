import type { CoalitionBatch } from "../core/game/coalition-batch.ts";
import { examplePayoffs } from "../core/game/example-payoffs.ts";
import type { MeanPayoff } from "../core/game/per-example-payoff.ts";
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
  const right = payoff === "accuracy" || payoff === "agreement";
  return journalledExamples(journal, log, rows.length, right, (batch) =>
    examplePayoffs(session.evaluator, batch, rows, labels, payoff),
  );
}
