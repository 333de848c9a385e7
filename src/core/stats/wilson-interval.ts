/**
 * Wilson's score interval of a proportion (Wilson 1927): within [0, 1] and sound for few trials and proportions near 0 or 1.
 * @param z normal quantile; 1.959964 gives 95 %
 * @returns lower and upper end; [0, 1] without trials
 */
export function wilsonInterval(successes: number, trials: number, z = 1.959964): readonly [number, number] {
  if (trials === 0) return [0, 1];
  const share = successes / trials;
  const z2 = z * z;
  const middle = (share + z2 / (2 * trials)) / (1 + z2 / trials);
  const half = (z / (1 + z2 / trials)) * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials));
  // exact zero and one at the ends, where rounding would leave 1e-17
  return [successes === 0 ? 0 : Math.max(0, middle - half), successes === trials ? 1 : Math.min(1, middle + half)];
}
