import { normalQuantile } from "../../src/core/stats/normal-quantile.ts";

/** How one network's right answers compare with another's on the same examples. */
export interface PairedComparison {
  /** Accuracy of the one less that of the other. */
  readonly gain: number;
  /** 95 % interval of the gain over examples. */
  readonly interval: readonly [number, number];
  /** Examples that only the one, and only the other, has right. */
  readonly won: number;
  readonly lost: number;
}

/**
 * McNemar's comparison (1947) of two networks on the same examples, as an interval: the gain and its standard error from
 * the examples on which they differ, without continuity correction.
 * @param one, other 1 where the answer is right, example by example
 */
export function comparePairs(one: ArrayLike<number>, other: ArrayLike<number>): PairedComparison {
  let [won, lost] = [0, 0];
  for (let x = 0; x < one.length; x++) {
    if (one[x] && !other[x]) won++;
    if (!one[x] && other[x]) lost++;
  }
  const gain = (won - lost) / one.length;
  const error = Math.sqrt(Math.max(0, won + lost - (won - lost) ** 2 / one.length)) / one.length;
  const reach = normalQuantile(0.975) * error;
  return { gain, interval: [gain - reach, gain + reach], won, lost };
}

/**
 * The comparison in the middle: runs are paired seed by seed, and the one with the median gain stands for them (of an even
 * number, the lower of the two in the middle).
 */
export function medianComparison(comparisons: readonly PairedComparison[]): PairedComparison {
  const sorted = [...comparisons].sort((a, b) => a.gain - b.gain);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (!middle) throw new Error("nothing was compared");
  return middle;
}

/** What a paired comparison lets one say. */
export type Verdict = "ahead" | "level" | "behind";

export function verdictOf({ interval: [low, high] }: Pick<PairedComparison, "interval">): Verdict {
  return low > 0 ? "ahead" : high < 0 ? "behind" : "level";
}
