import { incompleteBeta } from "../stats/incomplete-beta.ts";
import { logGamma } from "../stats/log-gamma.ts";

/** Two networks on the same examples, compared by the examples that only one of them answers rightly. */
export interface PairedRights {
  readonly examples: number;
  /** Right by the first and wrong by the second, and the other way round. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** Accuracy of the second less that of the first. */
  readonly difference: number;
  /** 95 % interval of the difference. */
  readonly interval: readonly [number, number];
  /** Two-sided p-values of McNemar's test that both are equally good: exact conditional, and mid-p, which is less conservative. */
  readonly exactP: number;
  readonly midP: number;
}

/**
 * McNemar's test on the discordant pairs alone (McNemar 1947): under equal accuracy their split is binomial with 1/2.
 * The mid-p version counts the observed split half (Fagerland, Lydersen and Laake 2013, BMC Med Res Methodol 13:91).
 */
export function mcNemar(onlyFirst: number, onlySecond: number): { exactP: number; midP: number } {
  const n = onlyFirst + onlySecond;
  if (n === 0) return { exactP: 1, midP: 1 };
  const fewer = Math.min(onlyFirst, onlySecond);
  const atMost = fewer === n ? 1 : incompleteBeta(0.5, n - fewer, fewer + 1);
  const exactly = Math.exp(logGamma(n + 1) - logGamma(fewer + 1) - logGamma(n - fewer + 1) - n * Math.LN2);
  return { exactP: Math.min(1, 2 * atMost), midP: Math.min(1, 2 * atMost - exactly) };
}

/**
 * Interval of a difference of two proportions of the same examples (Bonett and Price 2012): Wald's with a case added to
 * each kind of discordant pair, which keeps its coverage where there are few of them.
 * @param z normal quantile; 1.959964 gives 95 %
 */
export function pairedInterval(
  examples: number,
  onlyFirst: number,
  onlySecond: number,
  z = 1.959964,
): readonly [number, number] {
  const first = (onlyFirst + 1) / (examples + 2);
  const second = (onlySecond + 1) / (examples + 2);
  const middle = second - first;
  const half = z * Math.sqrt((first + second - middle * middle) / (examples + 2));
  return [Math.max(-1, middle - half), Math.min(1, middle + half)];
}

/**
 * How much better the second network is than the first on the same examples.
 * @param first one byte an example, 1 where the first network is right; `second` likewise, in the same order
 */
export function pairedRights(first: Uint8Array, second: Uint8Array): PairedRights {
  if (first.length !== second.length)
    throw new Error(`${first.length} and ${second.length} answers are not of the same examples`);
  let onlyFirst = 0;
  let onlySecond = 0;
  for (let example = 0; example < first.length; example++) {
    if (first[example] > second[example]) onlyFirst += 1;
    if (first[example] < second[example]) onlySecond += 1;
  }
  return {
    examples: first.length,
    onlyFirst,
    onlySecond,
    difference: first.length === 0 ? 0 : (onlySecond - onlyFirst) / first.length,
    interval: pairedInterval(first.length, onlyFirst, onlySecond),
    ...mcNemar(onlyFirst, onlySecond),
  };
}
