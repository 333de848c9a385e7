import { grandBatch } from "./coalition-batch.ts";
import type { Evaluator, ExampleSlice } from "./evaluator.ts";
import { votesOf } from "./predictions.ts";

/** The full network's votes on the slice: what the payoff "agreement" is measured against, in the place of labels. */
export async function fullVotes(evaluator: Evaluator, examples: ExampleSlice): Promise<Int32Array> {
  return Int32Array.from(votesOf(await evaluator.outputs(grandBatch(1, evaluator.players), examples)));
}
