import type { CoalitionBatch } from "./coalition-batch.ts";
import type { Evaluator, ExampleSlice } from "./evaluator.ts";
import { type MeanPayoff, meansOf, perExamplePayoffsOf } from "./per-example-payoff.ts";

/**
 * What every example gives for each coalition, rows x examples: as the evaluator tells it where it can, else from its
 * outputs.
 * @param labels class of each example of the slice; for "agreement" the full network's vote
 */
export async function examplePayoffs(
  evaluator: Evaluator,
  batch: CoalitionBatch,
  examples: ExampleSlice,
  labels: Int32Array,
  payoff: MeanPayoff,
): Promise<Uint8Array | Float64Array> {
  const told = await evaluator.payoffs?.(batch, examples, labels, payoff);
  return told ?? perExamplePayoffsOf(await evaluator.outputs(batch, examples), labels, payoff);
}

/** Their means over the examples, one a row: as the evaluator tells them where it can, else from its outputs. */
export async function meanExamplePayoffs(
  evaluator: Evaluator,
  batch: CoalitionBatch,
  examples: ExampleSlice,
  labels: Int32Array,
  payoff: MeanPayoff,
): Promise<Float64Array> {
  const told = await evaluator.meanPayoffs?.(batch, examples, labels, payoff);
  if (told) return told;
  return meansOf(
    perExamplePayoffsOf(await evaluator.outputs(batch, examples), labels, payoff),
    batch.rows,
    examples.length,
  );
}
