import { solveCholesky } from "./cholesky.ts";
import { penalisedFactor } from "./ridge.ts";

/**
 * The same fit as `ridge` where there are fewer rows than features: W = H' A with A = (K + lambda I)^-1 Y, K = H H' the
 * inner products of the rows. With an intercept K and Y are taken about the means, which leaves W = H' A as it is; the
 * intercept is mean(Y) - mean(H) W.
 * @param products K, rows x rows
 * @param targets Y, rows x count
 * @param features columns of H, for the unit of the penalty: the mean diagonal of H'H
 * @returns A, rows x count
 */
export function ridgeByRows(
  products: Float64Array,
  targets: Float64Array,
  rows: number,
  count: number,
  features: number,
  penalty: number,
  intercept: boolean,
): Float64Array {
  const inner = intercept ? doublyCentred(products, rows) : products;
  let trace = 0;
  for (let i = 0; i < rows; i++) trace += inner[i * rows + i];
  const factor = penalisedFactor(inner, rows, penalty, trace / features || 1);
  const found = new Float64Array(rows * count);
  const column = new Float64Array(rows);
  for (let t = 0; t < count; t++) {
    let mean = 0;
    if (intercept) for (let i = 0; i < rows; i++) mean += targets[i * count + t] / rows;
    for (let i = 0; i < rows; i++) column[i] = targets[i * count + t] - mean;
    const solution = solveCholesky(factor, rows, column);
    for (let i = 0; i < rows; i++) found[i * count + t] = solution[i];
  }
  return found;
}

/** C K C with C = I - 11'/n: the inner products about the mean row. */
function doublyCentred(products: Float64Array, n: number): Float64Array {
  const means = new Float64Array(n);
  let all = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) means[i] += products[i * n + j] / n;
    all += means[i] / n;
  }
  return products.map((value, at) => value - means[Math.floor(at / n)] - means[at % n] + all);
}
