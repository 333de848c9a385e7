import type { Score } from "../game/score.ts";
import { wilsonInterval } from "../stats/wilson-interval.ts";

/** Right answers among the examples of one class, before and after pruning. */
export interface ClassDamage {
  readonly label: number;
  readonly examples: number;
  /** Recall with its 95 % Wilson interval. */
  readonly full: Score;
  readonly pruned: Score;
}

function recall(right: number, examples: number): Score {
  return { value: right / examples, interval: wilsonInterval(right, examples), examples };
}

/**
 * Recall of each class that has examples, by the class's number.
 * @param labels class of each example
 * @param full one byte an example, 1 where the full network is right; `pruned` likewise
 */
export function classDamageOf(labels: Int32Array, full: Uint8Array, pruned: Uint8Array): ClassDamage[] {
  const counts = new Map<number, { examples: number; full: number; pruned: number }>();
  labels.forEach((label, example) => {
    const count = counts.get(label) ?? { examples: 0, full: 0, pruned: 0 };
    count.examples += 1;
    count.full += full[example];
    count.pruned += pruned[example];
    counts.set(label, count);
  });
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([label, { examples, ...right }]) => ({
      label,
      examples,
      full: recall(right.full, examples),
      pruned: recall(right.pruned, examples),
    }));
}
