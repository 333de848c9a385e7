/**
 * The assignment of rows to columns, one each, with the largest sum of gains (Kuhn's Hungarian method in the O(n^2 m)
 * form with potentials, as in Lawler 1976).
 * @param gain row-major rows x columns, rows <= columns
 * @returns the column of each row
 */
export function bestAssignment(gain: Float64Array, rows: number, columns: number): Int32Array {
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  // row of each column, both from 1; column 0 stands for "none"
  const rowOf = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    const before = new Int32Array(columns + 1);
    const slack = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    const seen = new Uint8Array(columns + 1);
    rowOf[0] = row;
    let column = 0;
    do {
      seen[column] = 1;
      const present = rowOf[column];
      let [least, next] = [Number.POSITIVE_INFINITY, 0];
      for (let j = 1; j <= columns; j++) {
        if (seen[j]) continue;
        const cost = -gain[(present - 1) * columns + j - 1] - rowPotential[present] - columnPotential[j];
        if (cost < slack[j]) {
          slack[j] = cost;
          before[j] = column;
        }
        if (slack[j] < least) [least, next] = [slack[j], j];
      }
      for (let j = 0; j <= columns; j++)
        if (seen[j]) {
          rowPotential[rowOf[j]] += least;
          columnPotential[j] -= least;
        } else slack[j] -= least;
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      rowOf[column] = rowOf[before[column]];
      column = before[column];
    }
  }
  const assigned = new Int32Array(rows);
  for (let j = 1; j <= columns; j++) if (rowOf[j] > 0) assigned[rowOf[j] - 1] = j - 1;
  return assigned;
}

/**
 * The output for each class under which most votes are right; classes without examples keep what is left, their own
 * number where it is free.
 * @param classes of the dataset, at most as many as `outputs`
 */
export function classOrderOf(
  labels: ArrayLike<number>,
  votes: ArrayLike<number>,
  classes: number,
  outputs: number,
): Int32Array {
  const gain = new Float64Array(classes * outputs);
  for (let i = 0; i < labels.length; i++) gain[labels[i] * outputs + votes[i]]++;
  // among equals, the own number
  for (let k = 0; k < Math.min(classes, outputs); k++) gain[k * outputs + k] += 1e-3;
  return bestAssignment(gain, classes, outputs);
}

/** Parts that take turns in testing an order found on the others. */
const folds = 4;

/**
 * Which examples are voted right under a class order that was made without them: in turn each quarter of every class
 * by the order that the other three suggest. An order that fits by chance gains nothing here.
 */
export function crossOrdered(
  labels: ArrayLike<number>,
  votes: ArrayLike<number>,
  classes: number,
  outputs: number,
): Uint8Array {
  const right = new Uint8Array(labels.length);
  const met = new Int32Array(classes);
  const foldOf = Array.from(labels, (label) => met[label]++ % folds);
  for (let fold = 0; fold < folds; fold++) {
    const others = foldOf.flatMap((own, i) => (own === fold ? [] : [i]));
    const order = classOrderOf(
      others.map((i) => labels[i]),
      others.map((i) => votes[i]),
      classes,
      outputs,
    );
    foldOf.forEach((own, i) => {
      if (own === fold) right[i] = order[labels[i]] === votes[i] ? 1 : 0;
    });
  }
  return right;
}

/**
 * The outputs that the classes' own names name: "3" is output 3 where the files name only some of the classes; null
 * where the names say nothing new.
 */
export function orderByName(classNames: readonly string[], outputs: number): number[] | null {
  if (classNames.length === 0 || classNames.length >= outputs) return null;
  const numbers = classNames.map((name) => (/^\d{1,6}$/.test(name) ? Number(name) : -1));
  const sound = numbers.every((number) => number >= 0 && number < outputs) && new Set(numbers).size === numbers.length;
  return sound && numbers.some((number, place) => number !== place) ? numbers : null;
}
