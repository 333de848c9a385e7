/** Which look at the running estimate this is, counted from 1, of how many; null where there is no last one. */
export interface Looks {
  readonly taken: number;
  readonly planned: number | null;
}

/** A single look, planned before the first evaluation: nothing to correct. */
export const oneLook: Looks = { taken: 1, planned: 1 };

/**
 * The correction for looking while it runs: each look may err with a part of alpha only, and the parts sum to alpha,
 * so by the union bound the chance that any look ever errs stays below alpha, whenever one stops. A planned number of
 * looks shares alpha evenly; without a plan look k gets 6 alpha / (pi k)^2, which sums to alpha over all k.
 */
export function alphaAt(alpha: number, { taken, planned }: Looks): number {
  if (planned === null) return (6 * alpha) / (Math.PI * taken) ** 2;
  return taken <= planned ? alpha / planned : 0;
}

/** Evaluations from look to look grow by this factor: looks are few, and little is spent past the point of settling. */
export const growth = 1.25;

/**
 * When to look, in evaluations: from `first` on, each time with `factor` times as many, and at the end. Geometric
 * spacing keeps the looks few, so that little of alpha is lost on them.
 * @returns ascending; `last` alone where `first` is no smaller
 */
export function lookTimes(first: number, last: number, factor = growth): number[] {
  const times: number[] = [];
  for (let time = Math.max(1, Math.ceil(first)); time < last; time = Math.ceil(time * factor)) times.push(time);
  // a last look that has hardly anything new would take alpha for nothing
  const before = times.at(-1);
  if (before !== undefined && times.length > 1 && last < before * Math.sqrt(factor)) times.pop();
  times.push(last);
  return times;
}

/** How the peeking is corrected for, for the person. */
export function peekingSentence({ taken, planned }: Looks, level: number): string {
  const percent = `${Math.round(1000 * (1 - level)) / 10} %`;
  const share = planned === null ? "less and less of that as it goes on" : `one part in ${planned} of that`;
  return `This is look ${taken}${planned === null ? "" : ` of ${planned}`} at a running estimate. All looks together may settle on a wrong unit with a chance of ${percent} at most, so each look may spend ${share}; the bounds are wider for it.`;
}
