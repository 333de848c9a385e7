/** One row of a bench's table. */
export type Row = Readonly<Record<string, string | number>>;

/** What a bench found. */
export interface BenchResult {
  /** The figures that are promised elsewhere, by key. */
  readonly headline: Readonly<Record<string, number>>;
  readonly rows: readonly Row[];
  /** What the figures were measured with, such as the browser and the backend. */
  readonly environment: Readonly<Record<string, string | number>>;
}

/** The middle of the values; the mean of the two middle ones for an even count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
