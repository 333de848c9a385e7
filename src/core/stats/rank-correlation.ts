/** Ranks 1..n of the values; equal values share the mean of their ranks. */
export function ranksOf(values: ArrayLike<number>): Float64Array {
  const order = Int32Array.from({ length: values.length }, (_, i) => i).sort((i, j) => values[i] - values[j]);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let k = from; k < to; k++) ranks[order[k]] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}

/**
 * Spearman's rank correlation of two lists of one length, -1..1: Pearson's correlation of the ranks, so ties are right.
 * @returns NaN where one list is constant
 */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const ranksA = ranksOf(a);
  const ranksB = ranksOf(b);
  const middle = (ranksA.length + 1) / 2;
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < ranksA.length; i++) {
    const da = ranksA[i] - middle;
    const db = ranksB[i] - middle;
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return ab / Math.sqrt(aa * bb);
}
