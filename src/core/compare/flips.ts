/** From right to wrong, from wrong to right, from one wrong answer to another. */
export const flipKinds = ["lost", "won", "other"] as const;
export type FlipKind = (typeof flipKinds)[number];

/** How many examples changed their answer, by kind. */
export interface FlipCounts {
  readonly lost: number;
  readonly won: number;
  readonly other: number;
}

/** What a network answers to one example. */
export interface Answer {
  /** The class that it votes for. */
  readonly vote: number;
  /** That class's probability; null where the outputs are no probabilities. */
  readonly probability: number | null;
}

/** An example that the full and the pruned network answer differently. */
export interface FlippedExample {
  /** Place in the part that was compared. */
  readonly example: number;
  readonly kind: FlipKind;
  /** True class; null where there are no labels. */
  readonly label: number | null;
  readonly full: Answer;
  readonly pruned: Answer;
}

/** Votes of a network, an example each, and how sure it is of each. */
export interface Votes {
  readonly votes: ArrayLike<number>;
  /** Probability of the vote; null where the outputs are no probabilities. */
  readonly sureness: ArrayLike<number> | null;
}

/** NaN is what broken networks give. */
const numberOrNull = (probability: number): number | null => (Number.isNaN(probability) ? null : probability);

/**
 * All examples whose votes differ: lost ones first, then won ones, then others; in each kind those that the full
 * network was surest of first, ties in the examples' order.
 * @param labels true class of each example; null without labels, where the full network's vote is what is right
 */
export function flipsOf(full: Votes, pruned: Votes, labels: Int32Array | null): FlippedExample[] {
  const flips: FlippedExample[] = [];
  const answer = ({ votes, sureness }: Votes, example: number): Answer => ({
    vote: votes[example],
    probability: sureness === null ? null : numberOrNull(sureness[example]),
  });
  for (let example = 0; example < full.votes.length; example++) {
    const [before, after] = [answer(full, example), answer(pruned, example)];
    if (before.vote === after.vote) continue;
    const right = labels === null ? before.vote : labels[example];
    const kind = before.vote === right ? "lost" : after.vote === right ? "won" : "other";
    flips.push({ example, kind, label: labels === null ? null : right, full: before, pruned: after });
  }
  return flips.sort(
    (a, b) =>
      flipKinds.indexOf(a.kind) - flipKinds.indexOf(b.kind) ||
      (b.full.probability ?? 0) - (a.full.probability ?? 0) ||
      a.example - b.example,
  );
}

export function flipCounts(flips: readonly FlippedExample[]): FlipCounts {
  const count = (wanted: FlipKind) => flips.filter(({ kind }) => kind === wanted).length;
  return { lost: count("lost"), won: count("won"), other: count("other") };
}

/** The first `shown` of each kind, in the order of the list. */
export function firstOfEachKind(flips: readonly FlippedExample[], shown: number): FlippedExample[] {
  return flipKinds.flatMap((wanted) => flips.filter(({ kind }) => kind === wanted).slice(0, shown));
}
