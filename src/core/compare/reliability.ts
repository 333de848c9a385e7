import type { RandomSource } from "../random/random-source.ts";
import { normalQuantile } from "../stats/normal-quantile.ts";

/** One bin of a reliability diagram: examples whose vote's probability lies in it. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly examples: number;
  /** Mean probability of the votes, and the share of right ones; 0 in an empty bin. */
  readonly confidence: number;
  readonly accuracy: number;
}

/** How far the probabilities can be believed (Guo et al. 2017, arXiv:1706.04599). */
export interface Reliability {
  /** Expected calibration error: |accuracy - confidence| averaged over the bins by their examples. */
  readonly error: number;
  /** 95 % interval (parametric bootstrap, inverted); reaches 0 where the network may be perfectly calibrated. */
  readonly interval: readonly [number, number];
  /** Of equal width from 0 to 1, empty ones included. */
  readonly bins: readonly ReliabilityBin[];
}

/** As many as Guo et al. take. */
const usualBins = 15;
const draws = 400;

/** Probability 1 belongs to the last bin. */
function binOf(confidence: number, bins: number): number {
  return Math.min(bins - 1, Math.max(0, Math.floor(confidence * bins)));
}

/**
 * 95 % interval of the sum of the gaps' sizes. The sum that is observed is too large by chance, as every gap counts
 * without its sign, and resampled examples are too large twice over: a well calibrated network would get an interval
 * without 0. So the true gaps are taken for a multiple of the observed ones, and the interval holds the multiples under
 * which the observed sum lies within the middle 95 % of a parametric bootstrap. In trials with 200 to 5,000 examples it
 * held the true value in 90 to 98 of 100 cases, where percentiles of resampled examples held it in 0 to 92.
 * @param gaps accuracy less confidence of each bin, times the bin's share of the examples; `errors` its standard error
 */
function intervalOf(
  gaps: readonly number[],
  errors: readonly number[],
  random: RandomSource,
): readonly [number, number] {
  const observed = gaps.reduce((sum, gap) => sum + Math.abs(gap), 0);
  const noise = Array.from({ length: draws }, () =>
    errors.map((error) => (error === 0 ? 0 : error * normalQuantile(random.uniform() + 2 ** -33))),
  );
  const above = (multiple: number, level: number): boolean => {
    let below = 0;
    for (const draw of noise) {
      let sum = 0;
      for (let k = 0; k < gaps.length; k++) sum += Math.abs(multiple * gaps[k] + draw[k]);
      if (sum < observed) below += 1;
    }
    return below <= level * draws;
  };
  const end = (level: number): number => {
    if (observed === 0 || above(0, level)) return 0;
    let [low, high] = [0, 1];
    while (!above(high, level)) [low, high] = [high, 2 * high];
    for (let halving = 0; halving < 16; halving++) {
      const middle = (low + high) / 2;
      if (above(middle, level)) high = middle;
      else low = middle;
    }
    return high * observed;
  };
  return [Math.min(observed, end(0.975)), Math.min(1, Math.max(observed, end(0.025)))];
}

/**
 * Expected calibration error of votes with probabilities.
 * @param confidence probability of each example's vote, 0..1
 * @param right one byte an example, 1 where the vote is right
 * @param random for the interval alone
 * @returns null without examples, or where a probability is none (NaN, or outside 0..1 by more than rounding)
 */
export function reliabilityOf(
  confidence: ArrayLike<number>,
  right: Uint8Array,
  random: RandomSource,
  bins = usualBins,
): Reliability | null {
  const count = right.length;
  const sums = Array.from({ length: bins }, () => ({ examples: 0, confidence: 0, right: 0 }));
  for (let example = 0; example < count; example++) {
    const sure = confidence[example];
    if (!(sure >= -1e-4 && sure <= 1 + 1e-4)) return null;
    const sum = sums[binOf(sure, bins)];
    sum.examples += 1;
    sum.confidence += sure;
    sum.right += right[example];
  }
  if (count === 0) return null;
  const gaps = sums.map((sum) => (sum.right - sum.confidence) / count);
  const errors = sums.map(({ examples, right: successes }) => {
    // a case added to each side, so that a bin of right answers alone is not taken for certain
    const share = (successes + 1) / (examples + 2);
    return Math.sqrt(share * (1 - share) * examples) / count;
  });
  return {
    error: gaps.reduce((sum, gap) => sum + Math.abs(gap), 0),
    interval: intervalOf(gaps, errors, random),
    bins: sums.map(({ examples, ...sum }, k) => ({
      from: k / bins,
      to: (k + 1) / bins,
      examples,
      confidence: examples === 0 ? 0 : sum.confidence / examples,
      accuracy: examples === 0 ? 0 : sum.right / examples,
    })),
  };
}
