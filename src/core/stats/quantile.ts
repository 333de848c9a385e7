/**
 * Quantile of values sorted ascending, linear between order statistics (type 7 of Hyndman and Fan 1996, the default of R and NumPy).
 * @param level 0..1
 * @returns NaN of an empty list
 */
export function quantileSorted(sorted: ArrayLike<number>, level: number): number {
  if (sorted.length === 0) return Number.NaN;
  const place = (sorted.length - 1) * Math.min(1, Math.max(0, level));
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** The same of values in any order, which stay as they are. */
export function quantile(values: ArrayLike<number>, level: number): number {
  return quantileSorted(Float64Array.from(values).sort(), level);
}
