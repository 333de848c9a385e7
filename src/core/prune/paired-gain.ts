/**
 * How many standard errors of the paired difference an improvement must exceed to be believed. Low on purpose: a swap that
 * does nothing costs little, and one that is refused is lost. Chosen on validation examples (docs/method.md).
 */
export const believed = 0.25;

/** The same where networks are judged on the examples that they were refitted to, and gains look larger than they are. */
export const believedInSample = 0.5;

/** The mean of one, and how much better it is than the other on the same examples. */
export interface PairedGain {
  readonly gain: number;
  /** Standard error of the gain from the choice of examples; 0 where it is not known. */
  readonly error: number;
}

/**
 * Mean and standard error of the differences, example by example (a paired t statistic; for right and wrong votes it is
 * McNemar's without its continuity correction).
 * @param other, one what every example gave, in the same order
 */
export function pairedGain(one: ArrayLike<number>, other: ArrayLike<number>): PairedGain {
  const { length } = one;
  let sum = 0;
  let squares = 0;
  for (let x = 0; x < length; x++) {
    const difference = one[x] - other[x];
    sum += difference;
    squares += difference * difference;
  }
  const gain = sum / length;
  const variance = (squares - sum * gain) / Math.max(1, length - 1);
  return { gain, error: Math.sqrt(Math.max(0, variance) / length) };
}

/**
 * Whether a gain is more than the noise of the examples lets one believe by chance.
 * @param by standard errors
 */
export function isBelieved({ gain, error }: PairedGain, by = believed): boolean {
  return gain > 0 && gain > by * error;
}
