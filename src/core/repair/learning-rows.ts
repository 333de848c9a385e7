import type { Dataset, Split } from "../dataset/dataset.ts";
import { rowsBesides, splitRows } from "../dataset/split.ts";
import { seededRandom } from "../random/random-source.ts";
import { shuffle } from "../random/shuffle.ts";

/**
 * Rows that a network may learn from: the calibration examples in their order, then, where more are asked for, others
 * that neither validate nor are set apart for testing; where all three parts come from the files' test part, those of
 * the training files last.
 * @param split made of this dataset with this seed
 */
export function learningRows(dataset: Dataset, split: Split, seed: number, count: number): Int32Array {
  if (count <= split.calibration.length) return split.calibration.slice(0, count);
  // the parts of a split do not depend on the counts wanted of them: these begin as `split` does
  const most = { calibration: Infinity, validation: Infinity, test: split.test.length };
  const from = split.rankedFrom ?? undefined;
  const whole = splitRows(dataset, most, seed, from);
  const unused =
    from === "test-files" ? shuffle(rowsBesides(dataset) ?? new Int32Array(0), seededRandom(seed, "learning")) : [];
  return Int32Array.from([
    ...whole.calibration,
    ...whole.validation.subarray(split.validation.length),
    ...unused,
  ]).slice(0, count);
}
