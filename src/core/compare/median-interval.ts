import { incompleteBeta } from "../stats/incomplete-beta.ts";
import { quantileSorted } from "../stats/quantile.ts";

/** A median with an interval that assumes nothing of the values' distribution but that they are drawn alike. */
export interface MedianInterval {
  readonly value: number;
  /** Null where there are too few values for the confidence that was asked for (fewer than 6 for 95 %). */
  readonly interval: readonly [number, number] | null;
  /** The interval's confidence in fact, at least as much as was asked for; 0 without interval. */
  readonly confidence: number;
}

/** How likely at most `successes` of `trials` tosses of a coin are. */
function atMost(successes: number, trials: number): number {
  if (successes < 0) return 0;
  return successes >= trials ? 1 : incompleteBeta(0.5, trials - successes, successes + 1);
}

/**
 * The median and the narrowest pair of order statistics, as far from both ends, that holds the true one: the number of
 * values below it is binomial with 1/2 (Thompson 1936; Hahn and Meeker 1991, 5.2).
 * @param values in any order, without NaN
 */
export function medianInterval(values: ArrayLike<number>, confidence = 0.95): MedianInterval {
  const sorted = Float64Array.from(values).sort();
  const value = quantileSorted(sorted, 0.5);
  let left = -1;
  while (left + 1 < sorted.length / 2 && 2 * atMost(left + 1, sorted.length) <= 1 - confidence) left += 1;
  if (left < 0) return { value, interval: null, confidence: 0 };
  return {
    value,
    interval: [sorted[left], sorted[sorted.length - 1 - left]],
    confidence: 1 - 2 * atMost(left, sorted.length),
  };
}
