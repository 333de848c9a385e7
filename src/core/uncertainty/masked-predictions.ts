import type { Outputs } from "../game/evaluator.ts";
import { payoffsOf } from "../game/payoff.ts";
import { emptyVotes, probabilitiesOf, type Votes, votesOf } from "../game/predictions.ts";
import { type Truth, truthOf } from "../game/truth.ts";

/** What the network answers under one mask. */
export interface MaskedPredictions {
  /** examples x classes; for regression the outputs themselves. */
  readonly probabilities: Float32Array;
  /** Class an example; for regression all 0. */
  readonly votes: Votes;
  /** Share of the examples voted right; for regression the explained variance. */
  readonly accuracy: number;
}

function regressionsOf(outputs: Outputs, truth: Truth): MaskedPredictions[] {
  const size = outputs.examples * outputs.width;
  return Array.from(payoffsOf(outputs, truth, "explained-variance"), (accuracy, row) => ({
    probabilities: outputs.values.subarray(row * size, (row + 1) * size),
    votes: emptyVotes(outputs.examples, 1),
    accuracy,
  }));
}

/** The outputs row by row, a mask each. */
export function maskedPredictionsOf(outputs: Outputs, truth: Truth | Int32Array): MaskedPredictions[] {
  const { rows, examples } = outputs;
  const known = truthOf(truth);
  if (known.kind === "values") return regressionsOf(outputs, known);
  const { labels } = known;
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
