import type { CoalitionBatch } from "../game/coalition-batch.ts";
import { smoothCurve } from "../stats/smooth-curve.ts";
import {
  degrees,
  fittedPool,
  type PoolRows,
  type PoolSolution,
  solvePool,
  visitInfluences,
} from "./pool-regression.ts";

/** A fit of one pool, from which the power for every bias and Shapley follow (`powerAt`). Plain; sent in microseconds. */
export interface PoolFit {
  readonly players: number;
  readonly evaluations: number;
  /** As of a `PowerEstimate`, where coalitions were played on a part of the examples each. */
  readonly examplesEach?: number;
  readonly work?: number;
  /** Rows less columns, at least 0. */
  readonly degreesOfFreedom: number;
  /** Shapley value and its standard error, one a player; errors NaN where none can be claimed. */
  readonly shapley: Float64Array;
  readonly shapleyError: Float64Array;
  /** beta^t of player i is the sum over k = 0..2 of entry 3 i + k times the Legendre polynomial L_k(t). */
  readonly curves: Float64Array;
  /** Covariances of a player's three coefficients: 00, 10, 11, 20, 21, 22 at 6 i; NaN where none can be claimed. */
  readonly covariances: Float64Array;
}

export interface PoolOptions {
  /** Value of nobody and of everybody: then the Shapley values add up to their difference. */
  readonly ends?: { readonly empty: number; readonly grand: number };
  /** Evaluations spent in all, where more than the rows. */
  readonly evaluations?: number;
  /** Ridge of each degree for as many rows as players, as a fraction of the mean diagonal; it falls as rows are added. */
  readonly ridges?: readonly number[];
  /** Standard errors take three times as long as the rest; false leaves them NaN. */
  readonly errors?: boolean;
}

/** Degree of the curve of the mean value, and of the logarithm of the squared residuals. */
const meanDegree = 8;
const spreadDegree = 3;
/** Variances are not believed to differ by more than this between two t. */
const spreadRange = 1e-3;
const usualRidges = [0.001, 0.3, 3];

/** Weights that let every stretch of t count the same, whatever the pool has of it. */
function evenly(chances: ArrayLike<number>): Float64Array {
  const bins = Math.max(1, Math.min(40, Math.floor(chances.length / 10)));
  const binOf = (t: number) => Math.min(bins - 1, Math.floor(t * bins));
  const counts = new Float64Array(bins);
  for (let row = 0; row < chances.length; row++) counts[binOf(chances[row])]++;
  return Float64Array.from({ length: chances.length }, (_, row) => 1 / counts[binOf(chances[row])]);
}

/** Weights 1/s^2(t), s^2 a smooth fit of the logarithm of the squared residuals. */
function precisely(chances: ArrayLike<number>, residuals: Float64Array): Float64Array {
  const mean = residuals.reduce((sum, value) => sum + value * value, 0) / residuals.length;
  // floor: a residual of next to nothing would have too much of a say on the logarithmic scale
  const logs = residuals.map((value) => Math.log(value * value + 1e-4 * mean + 1e-300));
  const curve = smoothCurve(chances, logs, spreadDegree);
  const spread = Float64Array.from({ length: chances.length }, (_, row) => Math.exp(curve(chances[row])));
  const least = spreadRange * spread.reduce((most, value) => Math.max(most, value), 0);
  return spread.map((value) => 1 / Math.max(value, least));
}

function shapleyErrors(rows: PoolRows, weights: Float64Array, solution: PoolSolution, shared: boolean): Float64Array {
  const n = rows.batch.players;
  const variance = new Float64Array(n);
  visitInfluences(rows, weights, solution, (influence, scale) => {
    let mean = 0;
    if (shared) for (let i = 0; i < n; i++) mean += influence[degrees * i] / n;
    for (let i = 0; i < n; i++) variance[i] += ((influence[degrees * i] - mean) * scale) ** 2;
  });
  return variance.map(Math.sqrt);
}

function curveCovariances(rows: PoolRows, weights: Float64Array, solution: PoolSolution): Float64Array {
  const n = rows.batch.players;
  const covariances = new Float64Array(6 * n);
  visitInfluences(rows, weights, solution, (influence, scale) => {
    const square = scale * scale;
    for (let i = 0; i < n; i++) {
      const a = influence[3 * i];
      const b = influence[3 * i + 1];
      const c = influence[3 * i + 2];
      covariances[6 * i] += square * a * a;
      covariances[6 * i + 1] += square * b * a;
      covariances[6 * i + 2] += square * b * b;
      covariances[6 * i + 3] += square * c * a;
      covariances[6 * i + 4] += square * c * b;
      covariances[6 * i + 5] += square * c * c;
    }
  });
  return covariances;
}

/**
 * Fits one pool for every bias and Shapley at once (METHOD section 4; after Li and Yu 2024): the values less a smooth
 * mean curve of t, on (z_i - t) L_k(t), k = 0..2, with a ridge that grows with k and falls as rows are added. For
 * Shapley rows are weighted 1/max(t(1 - t), 0.01) and every stretch of t counts the same; for beta^t rows are weighted
 * by one over the fitted variance at their t. Standard errors are HC2 sandwiches over the masks, from 10N evaluations
 * and as many rows as columns on; they do not cover what a quadratic in t cannot follow.
 * @param batch rows z; at least one
 * @param chances t of each row: the chance with which its players joined, each on its own
 */
export function fitPool(
  batch: CoalitionBatch,
  chances: ArrayLike<number>,
  values: ArrayLike<number>,
  options: PoolOptions = {},
): PoolFit {
  const n = batch.players;
  const { ends, evaluations = batch.rows, ridges = usualRidges, errors = true } = options;
  const mean = smoothCurve(chances, values, meanDegree);
  const responses = Float64Array.from({ length: batch.rows }, (_, row) => values[row] - mean(chances[row]));
  const rows: PoolRows = { batch, chances, responses };
  const falling = ridges.map((ridge) => (ridge * n) / batch.rows);
  // too few rows: a ridge that always has a solution
  const solve = (weights: Float64Array) => solvePool(rows, weights, falling) ?? solvePool(rows, weights, [1, 1, 1])!;

  const even = evenly(chances).map((share, row) => share / Math.max(chances[row] * (1 - chances[row]), 0.01));
  const evenFit = solve(even);
  const fitted = fittedPool(rows, evenFit);
  const precise = precisely(
    chances,
    responses.map((response, row) => response - fitted[row]),
  );
  const preciseFit = solve(precise);

  const shapley = Float64Array.from({ length: n }, (_, i) => evenFit.coefficients[degrees * i]);
  if (ends !== undefined) {
    const gap = ends.grand - ends.empty - shapley.reduce((sum, value) => sum + value, 0);
    for (let i = 0; i < n; i++) shapley[i] += gap / n;
  }
  const degreesOfFreedom = Math.max(0, batch.rows - degrees * n);
  const claimed = errors && evaluations >= 10 * n && degreesOfFreedom > 0;
  return {
    players: n,
    evaluations,
    degreesOfFreedom,
    shapley,
    shapleyError: claimed
      ? shapleyErrors(rows, even, evenFit, ends !== undefined)
      : new Float64Array(n).fill(Number.NaN),
    curves: preciseFit.coefficients,
    covariances: claimed ? curveCovariances(rows, precise, preciseFit) : new Float64Array(6 * n).fill(Number.NaN),
  };
}
