/** The whole state of a source: four unsigned 32-bit words. Plain and serialisable. */
export type RandomState = readonly [number, number, number, number];

/**
 * A seeded source of uniform numbers (sfc32 of PractRand, period about 2^127). Seed and stream name alone decide the
 * numbers; `state()` saves it, `restoreRandom` goes on from there.
 */
export interface RandomSource {
  /** Uniform on [0, 1), 32 bits of resolution. */
  uniform(): number;
  /** Uniform integer in 0..below-1. */
  integer(below: number): number;
  state(): RandomState;
}

function hashed(text: string): RandomState {
  // cyrb128: spreads any text over 128 bits
  let a = 1779033703;
  let b = 3144134277;
  let c = 1013904242;
  let d = 2773480762;
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ k, 597399067);
    b = c ^ Math.imul(b ^ k, 2869860233);
    c = d ^ Math.imul(c ^ k, 951274213);
    d = a ^ Math.imul(d ^ k, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [(a ^ b ^ c ^ d) >>> 0, (b ^ a) >>> 0, (c ^ a) >>> 0, (d ^ a) >>> 0];
}

/** A source that goes on exactly where `state()` was taken. */
export function restoreRandom(state: RandomState): RandomSource {
  let [a, b, c, d] = state;
  const uniform = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 4294967296;
  };
  return {
    uniform,
    integer: (below) => Math.floor(uniform() * below),
    state: () => [a >>> 0, b >>> 0, c >>> 0, d >>> 0],
  };
}

/**
 * A new source from a seed and the name of the stream, so that two uses of one seed never share numbers.
 * @param seed any number or text the person chose
 * @param stream what the numbers are for, such as "split" or "sweep"
 */
export function seededRandom(seed: number | string, stream = ""): RandomSource {
  const source = restoreRandom(hashed(`${seed}/${stream}`));
  for (let i = 0; i < 15; i++) source.uniform();
  return source;
}
