import type { CoalitionBatch } from "../core/game/coalition-batch.ts";
import type { ExampleSlice } from "../core/game/evaluator.ts";
import { correctCountsOf } from "../core/game/payoff.ts";
import { wilsonInterval } from "../core/stats/wilson-interval.ts";
import type { Accuracy } from "./contract.ts";
import type { Prepared } from "./workbench.ts";

/** Number of examples that each coalition of the batch classifies rightly. */
export async function correctCounts(session: Prepared, batch: CoalitionBatch, rows: ExampleSlice): Promise<Int32Array> {
  return correctCountsOf(await session.evaluator.outputs(batch, rows), session.labelsOf(rows));
}

/** Accuracy with its 95 % Wilson interval (noise of the examples only). */
export function accuracyFrom(correct: number, examples: number): Accuracy {
  return { value: correct / examples, interval: wilsonInterval(correct, examples), examples };
}

/** Accuracy of the batch's first coalition. */
export async function accuracyOf(session: Prepared, batch: CoalitionBatch, rows: ExampleSlice): Promise<Accuracy> {
  const [correct] = await correctCounts(session, batch, rows);
  return accuracyFrom(correct ?? 0, rows.length);
}
