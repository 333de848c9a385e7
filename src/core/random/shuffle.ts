import type { RandomSource } from "./random-source.ts";

/** Fisher-Yates (Durstenfeld 1964): every order equally likely. Changes `values` in place and returns it. */
export function shuffle(values: Int32Array, random: RandomSource): Int32Array {
  for (let last = values.length - 1; last > 0; last--) {
    const chosen = random.integer(last + 1);
    const value = values[chosen];
    values[chosen] = values[last];
    values[last] = value;
  }
  return values;
}

/** The numbers 0..count-1 in a uniformly random order. */
export function randomPermutation(count: number, random: RandomSource): Int32Array {
  return shuffle(
    Int32Array.from({ length: count }, (_, i) => i),
    random,
  );
}
