import { FailureError } from "../failure.ts";
import { inverted } from "./invert.ts";

/** minimise objective . y over free y with rows y >= bounds. */
export interface LinearProgramme {
  /** Length of y: small, a basis of dimension x dimension is inverted each pivot. */
  readonly dimension: number;
  /** Row-major, one row a constraint; there may be thousands. */
  readonly rows: Float64Array;
  /** One a constraint. Entries of rows and bounds are best of the order of 1: tolerances are absolute. */
  readonly bounds: Float64Array;
  readonly objective: Float64Array;
}

export interface LinearOptimum {
  readonly point: Float64Array;
  readonly value: number;
  /** One a constraint, never negative; a constraint with a positive one holds with equality at every optimum. */
  readonly multipliers: Float64Array;
}

const priceTolerance = 1e-11;
const pivotTolerance = 1e-9;
const levelTolerance = 1e-12;
const pivotsAtMost = 50_000;

/**
 * Solves the programme through its dual, max bounds . m with rows' m = objective and m >= 0, by the two-phase revised
 * simplex: the basis is no larger than y has entries however many constraints there are, and it is inverted anew each
 * pivot, so errors do not pile up. Steepest price first; Bland's rule (1977) from a degenerate pivot to the next real
 * one, so that it cannot cycle.
 * @returns the optimum, or which side has none: "infeasible" (no y satisfies the constraints) or "unbounded" (the dual
 *   has no solution, so where any y is feasible the objective falls without end)
 * @throws FailureError unexpected where rounding keeps it from ending
 */
export function minimise({
  dimension: m,
  rows,
  bounds,
  objective,
}: LinearProgramme): LinearOptimum | "infeasible" | "unbounded" {
  const count = bounds.length;
  // columns from `count` on are the artificial ones of phase one: a signed unit vector each
  const sign = (i: number) => (objective[i] < 0 ? -1 : 1);
  const entry = (column: number, i: number) =>
    column < count ? rows[column * m + i] : column - count === i ? sign(i) : 0;
  const basis = Int32Array.from({ length: m }, (_, i) => count + i);
  const isBasic = new Uint8Array(count + m).fill(1, count);
  const matrix = new Float64Array(m * m);
  const levels = new Float64Array(m);
  const point = new Float64Array(m);
  const direction = new Float64Array(m);
  let cautious = false;
  let artificial = true;
  const worth = (column: number) => (artificial ? (column < count ? 0 : -1) : column < count ? bounds[column] : 0);

  const chooseEntering = (): number => {
    let entering = -1;
    let best = priceTolerance;
    for (let column = 0; column < count; column++) {
      if (isBasic[column]) continue;
      let price = artificial ? 0 : bounds[column];
      for (let i = 0; i < m; i++) price -= rows[column * m + i] * point[i];
      if (price <= best) continue;
      entering = column;
      if (cautious) break;
      best = price;
    }
    return entering;
  };

  const chooseLeaving = (): { place: number; step: number } => {
    // an artificial column left in the basis at level 0 must never rise again: it goes first
    if (!artificial)
      for (let i = 0; i < m; i++)
        if (basis[i] >= count && Math.abs(direction[i]) > pivotTolerance) return { place: i, step: 0 };
    let step = Infinity;
    for (let i = 0; i < m; i++)
      if (direction[i] > pivotTolerance) step = Math.min(step, Math.max(0, levels[i]) / direction[i]);
    let place = -1;
    for (let i = 0; i < m; i++) {
      if (!(direction[i] > pivotTolerance) || Math.max(0, levels[i]) / direction[i] > step + levelTolerance) continue;
      if (place < 0 || (cautious ? basis[i] < basis[place] : direction[i] > direction[place])) place = i;
    }
    return { place, step };
  };

  for (let pivots = 0; pivots < pivotsAtMost; pivots++) {
    for (let i = 0; i < m; i++) for (let k = 0; k < m; k++) matrix[i * m + k] = entry(basis[k], i);
    const inverse = inverted(matrix, m);
    if (inverse === null) break;
    point.fill(0);
    for (let k = 0; k < m; k++) {
      levels[k] = 0;
      const price = worth(basis[k]);
      for (let i = 0; i < m; i++) {
        levels[k] += inverse[k * m + i] * objective[i];
        point[i] += price * inverse[k * m + i];
      }
    }
    const entering = chooseEntering();
    if (entering < 0) {
      if (artificial) {
        const missing = levels.reduce((sum, level, k) => sum + (basis[k] >= count ? Math.abs(level) : 0), 0);
        if (missing > pivotTolerance) return "unbounded";
        artificial = false;
        cautious = false;
        continue;
      }
      const multipliers = new Float64Array(count);
      for (let k = 0; k < m; k++) if (basis[k] < count) multipliers[basis[k]] = Math.max(0, levels[k]);
      const value = objective.reduce((sum, weight, i) => sum + weight * point[i], 0);
      return { point: point.slice(), value, multipliers };
    }
    for (let k = 0; k < m; k++) {
      direction[k] = 0;
      for (let i = 0; i < m; i++) direction[k] += inverse[k * m + i] * rows[entering * m + i];
    }
    const { place, step } = chooseLeaving();
    if (place < 0) return "infeasible";
    cautious = step <= levelTolerance;
    isBasic[basis[place]] = 0;
    isBasic[entering] = 1;
    basis[place] = entering;
  }
  throw new FailureError({
    kind: "unexpected",
    message: "A linear programme of the game could not be solved: rounding keeps it from ending.",
    where: "linear programme",
    advice: "Look at the game's values: they may differ by many orders of magnitude.",
  });
}
