/** A result that can be chosen before its test accuracy is known. */
export interface Choosable {
  readonly strategy: string;
  readonly validation: number;
}

/** The middle of some numbers; the mean of the two in the middle of an even count. */
const middle = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
};

/**
 * The strategy whose runs have the highest median validation accuracy, on all networks together; the first of equals. One
 * strategy for all runs, so that luck with one of them is not what is chosen.
 */
export function bestStrategy(results: readonly Choosable[]): string {
  const byStrategy = new Map<string, number[]>();
  for (const { strategy, validation } of results)
    byStrategy.set(strategy, [...(byStrategy.get(strategy) ?? []), validation]);
  let best: { strategy: string; value: number } | null = null;
  for (const [strategy, values] of byStrategy) {
    const value = middle(values);
    if (best === null || value > best.value) best = { strategy, value };
  }
  if (best === null) throw new Error("nothing to choose from");
  return best.strategy;
}
