import { quantile } from "../stats/quantile.ts";
import type { CriticalSize, UncertaintyStatistic } from "./band.ts";

/** The quadratic is fitted to the grid points this near to the highest (METHOD section 3). */
const reach = 0.15;
/** Room for 0.35 - 0.2 = 0.14999999999999997. */
const slack = 1e-9;

function indexOfMost(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

/** Vertex of the least-squares parabola through the points, or null where it opens upwards or is not determined. */
function vertexOf(xs: readonly number[], ys: readonly number[]): number | null {
  if (xs.length < 3) return null;
  const middle = xs.reduce((sum, x) => sum + x, 0) / xs.length;
  // Orthogonal polynomials 1, t, t^2 - a t - b on the centred places t.
  const t = xs.map((x) => x - middle);
  const t2 = t.reduce((sum, x) => sum + x * x, 0);
  const a = t.reduce((sum, x) => sum + x * x * x, 0) / t2;
  const b = t2 / t.length;
  const slope = t.reduce((sum, x, i) => sum + x * ys[i], 0) / t2;
  const square = t.map((x) => x * x - a * x - b);
  const norm = square.reduce((sum, q) => sum + q * q, 0);
  const curvature = square.reduce((sum, q, i) => sum + q * ys[i], 0) / norm;
  if (!(curvature < -1e-12)) return null;
  return middle + (a - slope / curvature) / 2;
}

/**
 * The fraction at which the curve peaks: the vertex of a quadratic fitted to the grid points within 0.15 of the highest
 * one, clipped to the stretch that these cover (so to the swept range, too); the highest grid point itself where the fit
 * is not concave (METHOD section 3).
 * @param fractions ascending
 */
export function peakOf(fractions: readonly number[], curve: ArrayLike<number>): number {
  const top = fractions[indexOfMost(curve)];
  const near = fractions.flatMap((fraction, i) => (Math.abs(fraction - top) <= reach + slack ? [i] : []));
  const places = near.map((i) => fractions[i]);
  const vertex = vertexOf(
    places,
    near.map((i) => curve[i]),
  );
  // A vertex outside of the points that it was fitted to would be an extrapolation.
  return Math.min(Math.max(vertex ?? top, places[0]), places[places.length - 1]);
}

/**
 * The critical size with its 95 % percentile interval.
 * @param resampledPeaks peaks of the bootstrap's curves; null while there are none, and nothing is clear then
 */
export function criticalSizeOf(
  statistic: UncertaintyStatistic,
  fractions: readonly number[],
  curve: ArrayLike<number>,
  resampledPeaks: ArrayLike<number> | null,
): CriticalSize {
  const fraction = peakOf(fractions, curve);
  if (resampledPeaks === null) return { statistic, fraction, interval: null, clear: false };
  const [least, most] = [fractions[0], fractions[fractions.length - 1]];
  const values = Array.from(curve);
  // A curve without any height has its peak nowhere; every resample would name the same first point.
  const flat = Math.max(...values) - Math.min(...values) <= 1e-12;
  const interval = flat
    ? ([least, most] as const)
    : ([quantile(resampledPeaks, 0.025), quantile(resampledPeaks, 0.975)] as const);
  // A peak at the edge of what was swept may lie beyond it.
  const inside = fraction > least && fraction < most;
  const clear = !flat && inside && interval[1] - interval[0] <= (most - least) / 2;
  return { statistic, fraction, interval, clear };
}
