import type { Dataset, Split } from "../dataset/dataset.ts";
import { splitRows } from "../dataset/split.ts";

/**
 * Rows that a network may learn from: the calibration examples in their order, then, where more are asked for, others
 * that neither validate nor are set apart for testing.
 * @param split made of this dataset with this seed
 */
export function learningRows(dataset: Dataset, split: Split, seed: number, count: number): Int32Array {
  if (count <= split.calibration.length) return split.calibration.slice(0, count);
  // the parts of a split do not depend on the counts wanted of them: these begin as `split` does
  const whole = splitRows(dataset, { calibration: Infinity, validation: Infinity, test: split.test.length }, seed);
  const rest = whole.validation.subarray(split.validation.length);
  const rows = new Int32Array(whole.calibration.length + rest.length);
  rows.set(whole.calibration);
  rows.set(rest, whole.calibration.length);
  return rows.slice(0, count);
}
