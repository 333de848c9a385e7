/** A straight line through points, with the standard error of its slope. */
export interface Slope {
  readonly slope: number;
  readonly standardError: number;
}

/** Ordinary least squares; the errors are taken as independent and equally wide. Not a number below three points. */
export function slopeOf(xs: readonly number[], ys: readonly number[]): Slope {
  const count = xs.length;
  if (count < 3) return { slope: Number.NaN, standardError: Number.NaN };
  const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / count;
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const spread = xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
  const slope = xs.reduce((sum, x, at) => sum + (x - meanX) * ((ys[at] ?? 0) - meanY), 0) / spread;
  const residual = xs.reduce((sum, x, at) => sum + ((ys[at] ?? 0) - meanY - slope * (x - meanX)) ** 2, 0);
  return { slope, standardError: Math.sqrt(residual / (count - 2) / spread) };
}
