import type { Outputs } from "./evaluator.ts";
import { classesOf, votesOf } from "./predictions.ts";

/** Votes against labels, class by class, for every row: [row * classes + class]. */
export interface ConfusionCounts {
  readonly rows: number;
  readonly classes: number;
  /** Examples of the class, voted so. */
  readonly hits: Int32Array;
  /** Examples voted so, of whatever class. */
  readonly voted: Int32Array;
  /** Examples of the class, the same for all rows: one number a class. */
  readonly present: Int32Array;
}

/** Classes that the network does not know (labels beyond its outputs) are counted too; it never votes for them. */
export function confusionCountsOf(outputs: Outputs, labels: Int32Array): ConfusionCounts {
  const { rows, examples } = outputs;
  const classes = labels.reduce((most, label) => Math.max(most, label + 1), classesOf(outputs));
  const votes = votesOf(outputs);
  const hits = new Int32Array(rows * classes);
  const voted = new Int32Array(rows * classes);
  const present = new Int32Array(classes);
  for (const label of labels) present[label]++;
  for (let row = 0, i = 0; row < rows; row++)
    for (let x = 0; x < examples; x++, i++) {
      voted[row * classes + votes[i]]++;
      if (votes[i] === labels[x]) hits[row * classes + votes[i]]++;
    }
  return { rows, classes, hits, voted, present };
}

/** Mean over the classes present in the slice of `score(hits, voted, present)`, a row each. */
function meanOverClasses(
  { rows, classes, hits, voted, present }: ConfusionCounts,
  score: (hits: number, voted: number, present: number) => number,
): Float64Array {
  const means = new Float64Array(rows);
  const some = present.reduce((count, examples) => count + (examples > 0 ? 1 : 0), 0);
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < classes; k++)
      if (present[k] > 0) means[row] += score(hits[row * classes + k], voted[row * classes + k], present[k]) / some;
  return means;
}

/** Mean recall over the classes that are present in the slice: every class counts alike, however rare. */
export function balancedAccuraciesOf(outputs: Outputs, labels: Int32Array): Float64Array {
  return meanOverClasses(confusionCountsOf(outputs, labels), (hits, _, present) => hits / present);
}

/**
 * Mean over the classes that are present in the slice of F1, the harmonic mean of precision and recall. Votes for a
 * class without examples cost the classes that they should have gone to, but have no F1 of their own.
 */
export function macroF1Of(outputs: Outputs, labels: Int32Array): Float64Array {
  return meanOverClasses(confusionCountsOf(outputs, labels), (hits, voted, present) => (2 * hits) / (voted + present));
}
