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
}

/** Ridges that are tried, as multiples of the one that is best where a linear game explains half of the variance. */
const ridges = [0, 1 / 16, 1 / 4, 1, 4, 16];

/**
 * Ridge regression towards zero, the ridge chosen by generalised cross-validation (Golub, Heath, Wahba 1979). For few
 * rows: it ranks from the first row on, but it is biased and no interval can be claimed. No ridge at all is among the
 * candidates once there are more rows than columns, so that an additive game is solved exactly from then on.
 */
export function fitRidge({ players, rows, gram, moments, total }: CentredProblem): Float64Array {
  let diagonal = 0;
  for (let i = 0; i < players; i++) diagonal += gram[i * players + i] / players;
  let best: Float64Array = new Float64Array(players);
  let bestScore = Number.POSITIVE_INFINITY;
  if (diagonal === 0) return best;
  for (const multiple of ridges) {
    if (multiple === 0 && rows <= players + 1) continue;
    const ridge = (multiple * diagonal * players) / rows;
    const factor = Float64Array.from(gram);
    for (let i = 0; i < players; i++) factor[i * players + i] += ridge;
    if (!factorCholesky(factor, players)) continue;
    const coefficients = solveCholesky(factor, players, moments);
    let explained = 0;
    for (let i = 0; i < players; i++) explained += coefficients[i] * (moments[i] + ridge * coefficients[i]);
    const freedom = 1 + players - (ridge === 0 ? 0 : ridge * traceOfInverse(factor, players));
    const score = Math.max(0, total - explained) / (1 - freedom / rows) ** 2;
    if (score < bestScore) {
      bestScore = score;
      best = coefficients;
    }
  }
  return best;
}
