import type { PackedDesign } from "./packed-design.ts";
import { type RowRange, residualsOf } from "./packed-ridge.ts";

/** Power with its variance, one entry a player. */
export interface Corrected {
  readonly power: Float64Array;
  readonly variance: Float64Array;
}

/**
 * One step from coefficients g that were fitted on other rows to the power: g + X'W(y - fit)/(rows x scale), the mean
 * Gram matrix standing in for the one of the rows (METHOD section 4). Unbiased whatever g is; the better g, the less is
 * left to be noise. The correction is a mean over independent rows, and its variance that of a mean.
 */
export function correctOnce(design: PackedDesign, range: RowRange, coefficients: Float64Array): Corrected {
  const { rows, scale } = design;
  const { from, to } = range;
  const count = to - from;
  const weighted = residualsOf(design, range, coefficients).map((value, row) => rows.weights[from + row] * value);
  const sums = rows.timesTransposed(weighted, from, to);
  // squares of (z - c) e: z (1 - 2c) e^2 + c^2 e^2
  let atAbsent = 0;
  const atPresent = weighted.map((value, row) => {
    const centre = rows.centres[from + row];
    atAbsent += (centre * value) ** 2;
    return (1 - 2 * centre) * value * value;
  });
  const squares = rows.membersTransposed(atPresent, from, to);
  return {
    power: sums.map((sum, i) => coefficients[i] + sum / (count * scale)),
    variance: squares.map(
      (square, i) => Math.max(0, square + atAbsent - sums[i] ** 2 / count) / (count * (count - 1) * scale * scale),
    ),
  };
}
