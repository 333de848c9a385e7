import { FailureError } from "../failure.ts";
import { type RandomSource, seededRandom } from "../random/random-source.ts";
import { shuffle } from "../random/shuffle.ts";
import type { Dataset, Split } from "./dataset.ts";
import { stratifiedOrder } from "./stratified-order.ts";

/** Examples wanted at most of each part; Infinity for all there are. */
export interface SplitCounts {
  readonly calibration: number;
  readonly validation: number;
  readonly test: number;
}

/** Share of the rows that a split by seed sets apart for testing; our choice. */
const testShare = 0.3;
/** Calibration and validation share what is not for testing as 5 to 2; our choice. */
const validationShareOfRest = 2 / 7;

const share = (rows: number, part: number) => Math.max(1, Math.round(rows * part));
const words = (count: number) => count.toLocaleString("en");

function splitRest(rest: Int32Array, counts: SplitCounts) {
  const validation = share(rest.length, validationShareOfRest);
  return {
    validation: rest.slice(0, Math.min(validation, counts.validation)),
    calibration: rest.slice(validation, Math.min(rest.length, validation + counts.calibration)),
  };
}

/** The rows outside `testRows`, or null where the files' own split leaves too few to rank and choose on. */
function rowsBesides(dataset: Dataset): Int32Array | null {
  if (!dataset.testRows || dataset.testRows.length === 0) return null;
  const isTest = new Uint8Array(dataset.count);
  for (const row of dataset.testRows) isTest[row] = 1;
  const others = Int32Array.from(isTest.keys()).filter((row) => isTest[row] === 0);
  return others.length >= 2 ? others : null;
}

/** The rows in an order that the random source decides: stratified by class where there are classes. */
function ordered(rows: Int32Array, { labels }: Dataset, random: RandomSource): Int32Array {
  return labels.length === 0 ? shuffle(rows.slice(), random) : stratifiedOrder(rows, labels, random);
}

/**
 * Splits the dataset into disjoint calibration, validation and test rows, each stratified by class where there are
 * classes, and in an order that the seed decides. Where the files set test rows apart, test comes from those and the rest is shared 5 to 2
 * between calibration and validation; otherwise test 30 %, validation 20 %, calibration 50 %. A part that is larger
 * than its wanted count is cut to it; which rows belong to which part does not depend on the counts.
 * @param seed the seed the person sees; the sentence `how` names it
 * @throws FailureError dataset-invalid with fewer than three rows, settings-invalid with a wanted count below one
 */
export function splitRows(dataset: Dataset, counts: SplitCounts, seed: number | string): Split {
  if (!(counts.calibration >= 1 && counts.validation >= 1 && counts.test >= 1))
    throw new FailureError({
      kind: "settings-invalid",
      message: "Each part of the split needs at least one example.",
      where: `calibration ${counts.calibration}, validation ${counts.validation}, test ${counts.test}`,
    });
  if (dataset.count < 3)
    throw new FailureError({
      kind: "dataset-invalid",
      message: `${dataset.name} has ${dataset.count} examples; ranking, choosing and reporting need at least three.`,
      where: dataset.name,
    });
  const random = seededRandom(seed, "split");
  const others = rowsBesides(dataset);
  let test: Int32Array;
  let rest: Int32Array;
  if (others) {
    test = ordered(dataset.testRows!, dataset, random);
    rest = ordered(others, dataset, random);
  } else {
    const rows = Int32Array.from({ length: dataset.count }, (_, row) => row);
    const order = ordered(rows, dataset, random);
    const cut = Math.min(share(dataset.count, testShare), dataset.count - 2);
    test = order.subarray(0, cut);
    rest = order.subarray(cut);
  }
  test = test.slice(0, Math.min(test.length, counts.test));
  const { calibration, validation } = splitRest(rest, counts);
  const parts = `${words(calibration.length)} examples to calibrate, ${words(validation.length)} to validate, ${words(test.length)} to test`;
  const drawn = `${dataset.labels.length === 0 ? "" : "stratified by class and "}shuffled by seed ${seed}`;
  const how = others
    ? `The files set ${words(dataset.testRows!.length)} examples apart for testing and Quorum reports on those only: ${parts}, ${drawn}.`
    : dataset.testRows && dataset.testRows.length > 0
      ? `Nearly all examples come from the files' test part, so Quorum split them itself: ${parts}, ${drawn}.`
      : `The files name no test part, so Quorum split them itself: ${parts}, ${drawn}.`;
  return { calibration, validation, test, how };
}
