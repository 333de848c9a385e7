/** The `n` highest entries, NaN last, ties by place. */
function top(values: ArrayLike<number>, n: number): Set<number> {
  const worth = (i: number) => (Number.isNaN(values[i]) ? -Infinity : values[i]);
  const order = Array.from({ length: values.length }, (_, i) => i);
  // -Infinity - -Infinity is NaN, which counts as equal
  return new Set(order.sort((a, b) => worth(b) - worth(a) || a - b).slice(0, n));
}

/**
 * Share of the top n that two lists of one length have in common, 0..1; two random lists share n / length.
 * @returns NaN for n below 1
 */
export function topOverlap(a: ArrayLike<number>, b: ArrayLike<number>, n: number): number {
  const size = Math.min(n, a.length);
  if (!(size >= 1)) return Number.NaN;
  const other = top(b, size);
  let common = 0;
  for (const i of top(a, size)) if (other.has(i)) common++;
  return common / size;
}
