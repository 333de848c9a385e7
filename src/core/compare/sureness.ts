import type { Outputs } from "../game/evaluator.ts";
import { probabilitiesOf, votesOf } from "../game/predictions.ts";

/** Probability of the class that is voted for, rows x examples: a sigmoid's p or 1 - p, logits through a softmax. */
export function surenessOf(outputs: Outputs): Float32Array {
  const votes = votesOf(outputs);
  const { classes, values } = probabilitiesOf(outputs);
  return Float32Array.from(votes, (vote, i) => values[i * classes + vote]);
}
