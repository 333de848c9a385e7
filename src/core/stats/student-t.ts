import { incompleteBeta } from "./incomplete-beta.ts";
import { normalQuantile } from "./normal-quantile.ts";

/** P(T > t) for Student's t with df degrees of freedom and t >= 0. */
function upperTail(t: number, df: number): number {
  return 0.5 * incompleteBeta(df / (df + t * t), df / 2, 0.5);
}

/** Fisher's expansion in 1/df (Abramowitz and Stegun 26.7.5): past 1e-11 relative for df > 1000. */
function expanded(z: number, df: number): number {
  const z2 = z * z;
  const g1 = (z * (z2 + 1)) / 4;
  const g2 = (z * (5 * z2 * z2 + 16 * z2 + 3)) / 96;
  const g3 = (z * (3 * z2 ** 3 + 19 * z2 * z2 + 17 * z2 - 15)) / 384;
  const g4 = (z * (79 * z2 ** 4 + 776 * z2 ** 3 + 1482 * z2 * z2 - 1920 * z2 - 945)) / 92160;
  return z + (g1 + (g2 + (g3 + g4 / df) / df) / df) / df;
}

/**
 * The t with P(T <= t) = level for Student's t, to about 1e-9 relative.
 * @param df degrees of freedom, at least 1 (fractions too); Infinity gives the normal quantile
 * @returns NaN for df below 1
 */
export function tQuantile(level: number, df: number): number {
  if (!(df >= 1)) return Number.NaN;
  if (df === Number.POSITIVE_INFINITY) return normalQuantile(level);
  if (level < 0.5) return -tQuantile(1 - level, df);
  if (level === 0.5) return 0;
  if (level >= 1) return level === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  if (df > 1000) return expanded(normalQuantile(level), df);
  const tail = 1 - level;
  // bracket by powers of four, then bisect: the tail falls monotonically from 1/2
  let high = 1;
  while (upperTail(high, df) > tail) high *= 4;
  let low = high === 1 ? 0 : high / 4;
  for (let k = 0; k < 100 && high - low > 1e-14 * high; k++) {
    const middle = (low + high) / 2;
    if (upperTail(middle, df) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
