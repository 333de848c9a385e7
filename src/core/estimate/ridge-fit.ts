import { factorCholesky, solveCholesky, traceOfInverse } from "../stats/cholesky.ts";

/** A least-squares problem with an intercept, its columns and response centred. */
export interface CentredProblem {
  readonly players: number;
  readonly rows: number;
  /** Lower triangle, players x players. */
  readonly gram: Float64Array;
  readonly moments: Float64Array;
  /** Sum of squares of the response around its mean. */
  readonly total: number;
  /** What to shrink to, instead of to zero. */
  readonly prior?: Float64Array | undefined;
}

/** Ridges that are tried, as multiples of the one that is best where a linear game explains half of the variance. */
const ridges = [0, 1 / 16, 1 / 4, 1, 4, 16];

/** The lower triangle of a symmetric matrix times a vector. */
function times(gram: Float64Array, n: number, vector: Float64Array): Float64Array {
  const product = new Float64Array(n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      product[i] += gram[i * n + j] * vector[j];
      if (j < i) product[j] += gram[i * n + j] * vector[i];
    }
  return product;
}

/** Something to shrink to, and what is left to be explained once it is taken off. */
interface Target {
  readonly at: Float64Array;
  readonly moments: Float64Array;
  readonly total: number;
  /** Coefficients that were fitted to choose it. */
  readonly fitted: number;
}

/** The prior as it is, the prior to the scale that fits best (its payoff may be another), and zero. */
function targetsOf({ players, gram, moments, total, prior }: CentredProblem): Target[] {
  const zero: Target = { at: new Float64Array(players), moments, total, fitted: 0 };
  if (prior === undefined) return [zero];
  const image = times(gram, players, prior);
  let along = 0;
  let square = 0;
  for (let i = 0; i < players; i++) {
    along += prior[i] * moments[i];
    square += prior[i] * image[i];
  }
  const scaled = (scale: number, fitted: number): Target => ({
    at: prior.map((value) => scale * value),
    moments: moments.map((moment, i) => moment - scale * image[i]),
    total: Math.max(0, total - 2 * scale * along + scale * scale * square),
    fitted,
  });
  // without rows that tell anything the prior is all there is
  return square > 0 ? [scaled(1, 0), scaled(Math.max(0, along / square), 1), zero] : [scaled(1, 0)];
}

/**
 * Ridge regression towards zero or a prior, the ridge chosen by generalised cross-validation (Golub, Heath, Wahba 1979).
 * For few rows: it ranks from the first row on, but it is biased and no interval can be claimed. No ridge at all is among
 * the candidates once there are more rows than columns, so that an additive game is solved exactly from then on. With a
 * prior, cross-validation also chooses whether to believe it, and its scale.
 */
export function fitRidge(problem: CentredProblem): Float64Array {
  const { players, rows, gram } = problem;
  const targets = targetsOf(problem);
  let diagonal = 0;
  for (let i = 0; i < players; i++) diagonal += gram[i * players + i] / players;
  let best = targets[0].at;
  let bestScore = Number.POSITIVE_INFINITY;
  if (diagonal === 0) return best;
  for (const multiple of ridges) {
    if (multiple === 0 && rows <= players + 1) continue;
    const ridge = (multiple * diagonal * players) / rows;
    const factor = Float64Array.from(gram);
    for (let i = 0; i < players; i++) factor[i * players + i] += ridge;
    if (!factorCholesky(factor, players)) continue;
    const free = 1 + players - (ridge === 0 ? 0 : ridge * traceOfInverse(factor, players));
    for (const { at, moments, total, fitted } of targets) {
      const change = solveCholesky(factor, players, moments);
      let explained = 0;
      for (let i = 0; i < players; i++) explained += change[i] * (moments[i] + ridge * change[i]);
      const left = 1 - (free + fitted) / rows;
      const score = left > 0 ? Math.max(0, total - explained) / left ** 2 : Number.POSITIVE_INFINITY;
      if (score >= bestScore) continue;
      bestScore = score;
      best = change.map((value, i) => at[i] + value);
    }
  }
  return best;
}
