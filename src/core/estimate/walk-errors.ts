import type { RunningMoments } from "../stats/running-moments.ts";

/** Independent walks (permutations, or pairs of them) below which agreement of all of them is no certainty. */
export const fewestWalks = 10;

/**
 * Standard errors from independent walks. NaN where the few walks so far all agreed on a player: one who seldom matters
 * may not have been seen to, and an interval of width 0 would claim that it is known exactly.
 */
export function walkErrors(power: readonly RunningMoments[]): Float64Array {
  return Float64Array.from(power, ({ count, standardError }) =>
    count < fewestWalks && standardError === 0 ? Number.NaN : standardError,
  );
}
