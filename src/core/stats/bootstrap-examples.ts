import type { RandomSource } from "../random/random-source.ts";
import { RunningMoments } from "./running-moments.ts";

/** How often each of `count` examples is drawn when `count` are drawn with replacement (Efron 1979). */
export function resampledWeights(count: number, random: RandomSource): Int32Array {
  const weights = new Int32Array(count);
  for (let k = 0; k < count; k++) weights[random.integer(count)]++;
  return weights;
}

/**
 * Standard errors from resampled examples, of anything that can be computed from how often each example counts.
 * @param statistic its values (any number of them) with example x counted `weights[x]` times; weights sum to `count`
 */
export function bootstrapStandardErrors(
  count: number,
  resamples: number,
  random: RandomSource,
  statistic: (weights: Int32Array) => ArrayLike<number>,
): Float64Array {
  const moments: RunningMoments[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    const values = statistic(resampledWeights(count, random));
    for (let i = 0; i < values.length; i++) {
      moments[i] ??= new RunningMoments();
      moments[i].add(values[i]);
    }
  }
  return Float64Array.from(moments, ({ variance }) => Math.sqrt(variance));
}
