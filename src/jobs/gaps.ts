/** Largest |a - b|; infinite where the lengths differ, NaN where a value is none. */
export function largestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return Array.from(a).reduce((most, value, place) => Math.max(most, Math.abs(value - (b[place] ?? Number.NaN))), 0);
}

/** Largest |a - b| / (1 + |a|): what float32 can promise for outputs of any size. */
export function largestRelativeGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return Array.from(a).reduce(
    (most, value, place) => Math.max(most, Math.abs(value - (b[place] ?? Number.NaN)) / (1 + Math.abs(value))),
    0,
  );
}
