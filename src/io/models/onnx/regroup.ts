/** A run of axes before a reshape and the run that it becomes, of the same number of elements. */
export interface AxisRun {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * The shortest runs of axes that a row-major reshape turns into each other; null where the sizes differ. Axes of length
 * 1 stand alone: with an empty run on the other side.
 */
export function regroup(from: readonly number[], to: readonly number[]): readonly AxisRun[] | null {
  const runs: AxisRun[] = [];
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    if (from[i] === 1 && to[j] === 1) runs.push({ from: [i++], to: [j++] });
    else if (from[i] === 1) runs.push({ from: [i++], to: [] });
    else if (to[j] === 1) runs.push({ from: [], to: [j++] });
    else {
      const run = { from: [i], to: [j] };
      let [a, b] = [from[i++] ?? 0, to[j++] ?? 0];
      while (a !== b) {
        if (a < b && i < from.length) {
          run.from.push(i);
          a *= from[i++] ?? 0;
        } else if (b < a && j < to.length) {
          run.to.push(j);
          b *= to[j++] ?? 0;
        } else return null;
      }
      runs.push(run);
    }
  }
  return runs;
}
