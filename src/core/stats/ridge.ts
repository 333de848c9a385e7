import { factorCholesky, solveCholesky } from "./cholesky.ts";

/** Sums over rows of features h and targets y, from which a least-squares fit follows. Row-major. */
export interface NormalEquations {
  readonly features: number;
  readonly targets: number;
  readonly rows: number;
  /** Sum of h h', features x features. */
  readonly gram: Float64Array;
  /** Sum of h y', features x targets. */
  readonly cross: Float64Array;
  /** Sum of h, and of y. */
  readonly featureSums: Float64Array;
  readonly targetSums: Float64Array;
  /** Sum of y y over rows and targets. */
  readonly targetSquares: number;
}

export interface LinearFit {
  /** features x targets. */
  readonly weights: Float64Array;
  /** One number a target; zeros without an intercept. */
  readonly intercept: Float64Array;
}

/** The same sums about the means, where an intercept takes up the means; as they are where there is none. */
export function centred(equations: NormalEquations, intercept: boolean): NormalEquations {
  if (!intercept) return equations;
  const { features: n, targets, rows, featureSums, targetSums } = equations;
  const gram = equations.gram.slice();
  const cross = equations.cross.slice();
  for (let i = 0; i < n; i++) {
    const mean = featureSums[i] / rows;
    for (let j = 0; j < n; j++) gram[i * n + j] -= mean * featureSums[j];
    for (let t = 0; t < targets; t++) cross[i * targets + t] -= mean * targetSums[t];
  }
  const targetSquares = targetSums.reduce((left, sum) => left - (sum * sum) / rows, equations.targetSquares);
  return {
    ...equations,
    gram,
    cross,
    featureSums: new Float64Array(n),
    targetSums: new Float64Array(targets),
    targetSquares: Math.max(0, targetSquares),
  };
}

/** The intercept that goes with these weights: what the means leave. */
function interceptOf({ features, targets, rows, featureSums, targetSums }: NormalEquations, weights: Float64Array) {
  return Float64Array.from({ length: targets }, (_, t) => {
    let left = targetSums[t];
    for (let i = 0; i < features; i++) left -= weights[i * targets + t] * featureSums[i];
    return left / rows;
  });
}

/**
 * A matrix plus the penalty on its diagonal, factored; the penalty grows tenfold while the matrix is singular.
 * @param unit what `penalty` is a share of
 */
export function penalisedFactor(matrix: Float64Array, n: number, penalty: number, unit: number): Float64Array {
  let lambda = penalty * unit;
  for (;;) {
    const factor = matrix.slice();
    for (let i = 0; i < n; i++) factor[i * n + i] += lambda;
    if (factorCholesky(factor, n)) return factor;
    lambda = Math.max(10 * lambda, 1e-9 * unit);
  }
}

/**
 * argmin ||H W + b - Y||^2 + lambda ||W||^2 with the intercept b unpenalised (METHOD section 6), lambda being `penalty`
 * times the mean diagonal of the (centred) Gram matrix.
 * @param intercept whether there is a b
 */
export function ridge(equations: NormalEquations, penalty: number, intercept: boolean): LinearFit {
  const { features: n, targets } = equations;
  const { gram, cross } = centred(equations, intercept);
  let trace = 0;
  for (let i = 0; i < n; i++) trace += gram[i * n + i];
  const factor = penalisedFactor(gram, n, penalty, trace / n || 1);
  const weights = new Float64Array(n * targets);
  const column = new Float64Array(n);
  for (let t = 0; t < targets; t++) {
    for (let i = 0; i < n; i++) column[i] = cross[i * targets + t];
    const solution = solveCholesky(factor, n, column);
    for (let i = 0; i < n; i++) weights[i * targets + t] = solution[i];
  }
  return { weights, intercept: intercept ? interceptOf(equations, weights) : new Float64Array(targets) };
}

/**
 * Sum of squares that these weights leave: ||H W + b - Y||^2.
 * @param intercept b; "best" for what suits the weights best
 */
export function residualSquares(
  equations: NormalEquations,
  weights: ArrayLike<number>,
  intercept: ArrayLike<number> | "best",
): number {
  const best = intercept === "best";
  const { features: n, targets, rows, gram, cross, featureSums, targetSums, targetSquares } = centred(equations, best);
  let left = targetSquares;
  for (let t = 0; t < targets; t++) {
    const constant = best ? 0 : intercept[t];
    left += constant * (rows * constant - 2 * targetSums[t]);
    for (let i = 0; i < n; i++) {
      const weight = weights[i * targets + t];
      let product = 0;
      for (let j = 0; j < n; j++) product += gram[i * n + j] * weights[j * targets + t];
      left += weight * (product - 2 * cross[i * targets + t] + 2 * constant * featureSums[i]);
    }
  }
  return Math.max(0, left);
}

/** The equations of what these weights leave, Y - H W: their fit is what is to be added to W. */
export function besides(equations: NormalEquations, weights: ArrayLike<number>): NormalEquations {
  const { features: n, targets, gram, featureSums } = equations;
  const cross = equations.cross.slice();
  const targetSums = equations.targetSums.slice();
  for (let i = 0; i < n; i++)
    for (let t = 0; t < targets; t++) {
      let product = 0;
      for (let j = 0; j < n; j++) product += gram[i * n + j] * weights[j * targets + t];
      cross[i * targets + t] -= product;
      targetSums[t] -= featureSums[i] * weights[i * targets + t];
    }
  return {
    ...equations,
    cross,
    targetSums,
    targetSquares: residualSquares(equations, weights, new Float64Array(targets)),
  };
}
