import type { Outputs } from "../game/evaluator.ts";
import { probabilitiesOf, type Votes, votesOf } from "../game/predictions.ts";

/** What the network answers under one mask. */
export interface MaskedPredictions {
  /** examples x classes. */
  readonly probabilities: Float32Array;
  /** Class an example. */
  readonly votes: Votes;
  /** Share of the examples voted right. */
  readonly accuracy: number;
}

/** The outputs row by row, a mask each. */
export function maskedPredictionsOf(outputs: Outputs, labels: Int32Array): MaskedPredictions[] {
  const { rows, examples } = outputs;
  const { classes, values } = probabilitiesOf(outputs);
  const allVotes = votesOf(outputs);
  return Array.from({ length: rows }, (_, row) => {
    const votes = allVotes.subarray(row * examples, (row + 1) * examples);
    let correct = 0;
    for (let x = 0; x < examples; x++) if (votes[x] === labels[x]) correct++;
    const probabilities = values.subarray(row * examples * classes, (row + 1) * examples * classes);
    return { probabilities, votes, accuracy: correct / examples };
  });
}
