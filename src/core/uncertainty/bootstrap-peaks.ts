import type { RandomSource } from "../random/random-source.ts";
import { peakOf } from "./critical-size.ts";
import type { KeptMasks } from "./kept-masks.ts";

/** Resamples behind an interval. */
export const bootstrapResamples = 200;
/** Operations a step at most, some hundredths of a second. */
const stepOperations = 2e7;
/** Operations a second, about. */
const rate = 5e8;

/** Resamples a step. */
const paceOf = (kept: KeptMasks): number => Math.max(1, Math.floor(stepOperations / kept.operations));

/** Steps that the bootstrap takes, the last one not yielded. */
export const bootstrapSteps = (kept: KeptMasks): number => Math.ceil(bootstrapResamples / paceOf(kept));

/** Seconds that the bootstrap takes, about. */
export const bootstrapSeconds = (kept: KeptMasks): number => (bootstrapResamples * kept.operations) / rate;

/**
 * Peaks of the statistic's curve over resampled masks (Efron 1979): mask rows are drawn with replacement, the same rows
 * at every fraction, as they were nested. A generator of bounded steps, so that whoever pulls stays able to stop.
 */
export function* bootstrapPeaks(
  kept: KeptMasks,
  fractions: readonly number[],
  masks: number,
  random: RandomSource,
): Generator<void, Float64Array> {
  const peaks = new Float64Array(bootstrapResamples);
  const curve = new Float64Array(fractions.length);
  const pace = paceOf(kept);
  for (let resample = 0; resample < bootstrapResamples; resample++) {
    if (resample > 0 && resample % pace === 0) yield;
    const weights = new Int32Array(masks);
    for (let k = 0; k < masks; k++) weights[random.integer(masks)]++;
    for (let f = 0; f < fractions.length; f++) curve[f] = kept.statistic(f, weights);
    peaks[resample] = peakOf(fractions, curve);
  }
  return peaks;
}
