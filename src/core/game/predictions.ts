import type { Outputs } from "./evaluator.ts";

/** Class probabilities behind a network's outputs: values[(row * examples + example) * classes + k]. */
export interface Predictions {
  readonly rows: number;
  readonly examples: number;
  readonly classes: number;
  readonly values: Float32Array;
}

/** Votes for classes, rows x examples: the class that each row's masked network would answer. */
export type Votes = Uint8Array | Uint16Array;

/** Classes that the outputs tell apart: a single sigmoid ("binary") tells two. */
export function classesOf(outputs: Pick<Outputs, "kind" | "width">): number {
  return outputs.kind === "binary" ? 2 : outputs.width;
}

/** Room for `length` votes among `classes` classes: bytes where they suffice. */
export function emptyVotes(length: number, classes: number): Votes {
  return classes <= 256 ? new Uint8Array(length) : new Uint16Array(length);
}

/**
 * Outputs as probabilities: a sigmoid becomes two columns (1 - p, p), logits go through a softmax shifted by their
 * largest value, log-probabilities through exp. Probabilities are handed on without a copy.
 */
export function probabilitiesOf(outputs: Outputs): Predictions {
  const { rows, examples, width, kind, values } = outputs;
  const shape = { rows, examples, classes: classesOf(outputs) };
  if (kind === "probabilities") return { ...shape, values };
  if (kind === "log-probabilities") return { ...shape, values: values.map(Math.exp) };
  const cases = rows * examples;
  const probabilities = new Float32Array(cases * shape.classes);
  if (kind === "binary") {
    for (let i = 0; i < cases; i++) {
      probabilities[2 * i] = 1 - values[i];
      probabilities[2 * i + 1] = values[i];
    }
    return { ...shape, values: probabilities };
  }
  for (let start = 0; start < cases * width; start += width) {
    let largest = -Infinity;
    for (let k = start; k < start + width; k++) if (values[k] > largest) largest = values[k];
    let sum = 0;
    for (let k = start; k < start + width; k++) sum += Math.exp(values[k] - largest);
    for (let k = start; k < start + width; k++) probabilities[k] = Math.exp(values[k] - largest) / sum;
  }
  return { ...shape, values: probabilities };
}

/** The most probable class per row and example, the lowest on a tie; a sigmoid votes for class 1 above 0.5. */
export function votesOf(outputs: Outputs): Votes {
  const { rows, examples, width, kind, values } = outputs;
  const votes = emptyVotes(rows * examples, classesOf(outputs));
  if (kind === "binary") {
    for (let i = 0; i < votes.length; i++) votes[i] = values[i] > 0.5 ? 1 : 0;
    return votes;
  }
  for (let i = 0; i < votes.length; i++) {
    let best = 0;
    for (let k = 1; k < width; k++) if (values[i * width + k] > values[i * width + best]) best = k;
    votes[i] = best;
  }
  return votes;
}
