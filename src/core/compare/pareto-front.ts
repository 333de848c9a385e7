/** Which way a measure is better: costs lower, accuracy higher. */
export type Better = "lower" | "higher";

/**
 * The points that no other is better than: those for which there is none at least as good in every measure and better
 * in one. Equal points are both in; a point with a measure that is missing (NaN) is not held against any, and not in.
 * @param points measures of each point, in the order of `better`
 * @returns places of the points on the front, ascending
 */
export function paretoFront(points: readonly (readonly number[])[], better: readonly Better[]): number[] {
  const gains = points.map((point) => better.map((way, k) => (way === "higher" ? point[k] : -point[k])));
  const whole = gains.map((gain) => !gain.some(Number.isNaN));
  const beats = (a: readonly number[], b: readonly number[]) =>
    a.every((gain, k) => gain >= b[k]) && a.some((gain, k) => gain > b[k]);
  return points.flatMap((_, place) =>
    whole[place] && !gains.some((other, k) => whole[k] && beats(other, gains[place])) ? [place] : [],
  );
}
