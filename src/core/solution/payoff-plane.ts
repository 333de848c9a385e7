import { shareOf } from "./excess.ts";

/** A vector that keeps less than this of its length outside a span lies in it: exact ones of 0/1 vectors keep over 1e-3. */
const spanTolerance = 1e-7;

/** Payoff vectors that satisfy some equations x(S) = constant: those `point` + combinations of `directions`. */
export interface PayoffPlane {
  readonly point: Float64Array;
  /** Orthonormal: what may still change. */
  readonly directions: readonly Float64Array[];
}

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** What is left of the vector after its part along orthonormal `others` is taken away, twice for its last digits. */
function beside(vector: Float64Array, others: readonly Float64Array[]): Float64Array {
  const rest = Float64Array.from(vector);
  for (let pass = 0; pass < 2; pass++)
    for (const other of others) {
      const along = dot(rest, other);
      for (let i = 0; i < rest.length; i++) rest[i] -= along * other[i];
    }
  return rest;
}

const members = (coalition: number, players: number) =>
  Float64Array.from({ length: players }, (_, i) => (coalition >> i) & 1);

/** The plane through `point` on which the shares of these coalitions stay what they are at it: the rank test. */
export function planeThrough(point: Float64Array, fixed: readonly number[]): PayoffPlane {
  const n = point.length;
  const spanned: Float64Array[] = [];
  const extend = (vector: Float64Array, kept: Float64Array[]) => {
    const rest = beside(vector, spanned);
    const length = Math.sqrt(dot(rest, rest));
    if (length <= spanTolerance) return;
    const unit = rest.map((value) => value / length);
    spanned.push(unit);
    if (kept !== spanned) kept.push(unit);
  };
  for (const coalition of fixed) extend(members(coalition, n), spanned);
  const directions: Float64Array[] = [];
  for (let i = 0; i < n; i++) extend(members(1 << i, n), directions);
  return { point, directions };
}

/** How a coalition's share changes along each direction, or null where the plane leaves it as it is. */
export function slopesOf({ directions }: PayoffPlane, coalition: number): Float64Array | null {
  const slopes = Float64Array.from(directions, (direction) => shareOf(coalition, direction));
  return dot(slopes, slopes) <= spanTolerance ** 2 ? null : slopes;
}

/** The payoff vector with these coordinates along the directions. */
export function payoffAt({ point, directions }: PayoffPlane, coordinates: Float64Array): Float64Array {
  const payoff = Float64Array.from(point);
  directions.forEach((direction, k) => {
    for (let i = 0; i < payoff.length; i++) payoff[i] += coordinates[k] * direction[i];
  });
  return payoff;
}
