import type { PackedDesign } from "./packed-design.ts";

/** Iterations at most, and the residual, relative to the first one, that ends them. */
const iterations = 200;
const tolerance = 1e-6;
/** The players' share of the variance is taken to be at least this and at most its complement. */
const leastShare = 0.02;

/** Part of the rows of a design. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

const dot = (a: Float64Array, b: Float64Array) => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};

/**
 * Takes the columns that are not the players' out of a column: projection in the weighted rows of the range.
 * @returns the leverage too, that these columns give each row
 */
function projection({ rows, others }: PackedDesign, { from, to }: RowRange) {
  const weights = rows.weights.subarray(from, to);
  const basis: Float64Array[] = [];
  const takeOut = (column: Float64Array) => {
    for (const other of basis) {
      let along = 0;
      for (let row = 0; row < column.length; row++) along += weights[row] * other[row] * column[row];
      for (let row = 0; row < column.length; row++) column[row] -= along * other[row];
    }
  };
  for (const other of others) {
    const column = Float64Array.from({ length: to - from }, (_, row) => other(rows.centres[from + row]));
    const before = Math.sqrt(column.reduce((sum, value, row) => sum + weights[row] * value * value, 0));
    takeOut(column);
    const length = Math.sqrt(column.reduce((sum, value, row) => sum + weights[row] * value * value, 0));
    // sizes that cannot tell this column from the ones before
    if (!(length > 1e-6 * before)) continue;
    basis.push(column.map((value) => value / length));
  }
  const leverage = weights.map((weight, row) => weight * basis.reduce((sum, other) => sum + other[row] ** 2, 0));
  return { takeOut, leverage };
}

/**
 * Responses less what `coefficients` and the columns that are not the players' explain of them, the latter as fitted
 * without the row itself: so that a residual is a fair sample of what is left, whatever its own noise.
 */
export function residualsOf(design: PackedDesign, range: RowRange, coefficients: Float64Array): Float64Array {
  const fitted = design.rows.times(coefficients, range.from, range.to);
  const residuals = fitted.map((value, row) => design.rows.responses[range.from + row] - value);
  const { takeOut, leverage } = projection(design, range);
  takeOut(residuals);
  return residuals.map((value, row) => value / Math.max(1e-3, 1 - leverage[row]));
}

/**
 * The ridge that is best where a linear game explains as much as the rows say: noise over signal, the squared length of
 * the power estimated without bias by leaving the products of a row with itself out (Dicker 2014).
 */
function ridgeFor({ rows, scale }: PackedDesign, { from, to }: RowRange, responses: Float64Array, image: Float64Array) {
  const count = (to - from) * scale;
  let own = 0;
  let total = 0;
  for (let row = from; row < to; row++) {
    const weighted = rows.weights[row] * responses[row - from];
    own += weighted * weighted * rows.lengths[row];
    total += weighted * responses[row - from];
  }
  if (!(total > 0)) return count;
  const share = (count * ((dot(image, image) - own) / count ** 2)) / total;
  const signal = Math.min(1 - leastShare, Math.max(leastShare, share));
  const square = (signal * total) / count;
  return ((1 - signal) * own) / (count * square);
}

/**
 * Ridge regression on a range of rows by conjugate gradients (Hestenes and Stiefel 1952), without ever forming a Gram
 * matrix. Starts from nothing, so the outcome depends on the rows alone. Each iteration, two passes over the memberships,
 * is yielded with the coefficients so far.
 */
export function* packedRidge(design: PackedDesign, range: RowRange): Generator<Float64Array, Float64Array> {
  const { rows } = design;
  const { from, to } = range;
  const n = rows.players;
  const weights = rows.weights.subarray(from, to);
  const { takeOut } = projection(design, range);
  const transposed = (column: Float64Array) =>
    rows.timesTransposed(
      column.map((value, row) => weights[row] * value),
      from,
      to,
    );
  const coefficients = new Float64Array(n);
  const responses = rows.responses.slice(from, to);
  takeOut(responses);
  const residual = transposed(responses);
  const ridge = ridgeFor(design, range, responses, residual);
  const direction = residual.slice();
  let square = dot(residual, residual);
  const enough = square * tolerance ** 2;
  for (let iteration = 0; iteration < iterations && square > enough; iteration++) {
    const column = rows.times(direction, from, to);
    takeOut(column);
    const image = transposed(column);
    for (let i = 0; i < n; i++) image[i] += ridge * direction[i];
    const step = square / dot(direction, image);
    for (let i = 0; i < n; i++) {
      coefficients[i] += step * direction[i];
      residual[i] -= step * image[i];
    }
    const next = dot(residual, residual);
    const turn = next / square;
    for (let i = 0; i < n; i++) direction[i] = residual[i] + turn * direction[i];
    square = next;
    yield coefficients;
  }
  return coefficients;
}
