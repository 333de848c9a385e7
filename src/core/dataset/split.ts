import { FailureError } from "../failure.ts";
import { type RandomSource, seededRandom } from "../random/random-source.ts";
import { shuffle } from "../random/shuffle.ts";
import type { Copies, Dataset, RankFrom, Split } from "./dataset.ts";
import { firstOccurrences } from "./repeated-rows.ts";
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

/** Copies are left out up to this share of a part; more than that, and the part would no longer be what it was. Our choice. */
const fewCopies = 0.1;

const share = (rows: number, part: number) => Math.max(1, Math.round(rows * part));
const words = (count: number) => count.toLocaleString("en");

/** The rows without those that are copies of rows seen before, where these are few. */
function withoutCopies(rows: Int32Array, first: Int32Array, seen: Uint8Array) {
  const fresh = rows.filter((row) => seen[first[row]] === 0);
  const found = rows.length - fresh.length;
  const leftOut = found > 0 && found <= fewCopies * rows.length;
  const copies: Copies = { found, of: rows.length, leftOut };
  return { rows: leftOut ? fresh : rows, copies };
}

/** The rows outside `testRows`, or null where the files' own split leaves too few to rank and choose on. */
export function rowsBesides(dataset: Dataset): Int32Array | null {
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

/** A stretch of shuffled rows for testing, and the rest. */
function cutTest(order: Int32Array) {
  const cut = Math.min(share(order.length, testShare), order.length - 2);
  return { test: order.subarray(0, cut), rest: order.subarray(cut) };
}

/**
 * Splits the dataset into disjoint calibration, validation and test rows, each stratified by class where there are
 * classes, and in an order that the seed decides. Where the files set test rows apart, test comes from those and the rest is shared 5 to 2
 * between calibration and validation; otherwise test 30 %, validation 20 %, calibration 50 %. A part that is larger
 * than its wanted count is cut to it; which rows belong to which part does not depend on the counts. Validation rows
 * with exactly the inputs of a calibration row, and test rows with those of any other row that is not for testing, are left out
 * while they are at most a tenth of their part; all are counted.
 * @param seed the seed the person sees; the sentence `how` names it
 * @param rankFrom "test-files" takes all three parts from the rows that the files set apart for testing, for networks
 *   that were trained on the others; without such rows it changes nothing
 * @throws FailureError dataset-invalid with fewer than three rows, settings-invalid with a wanted count below one
 */
export function splitRows(
  dataset: Dataset,
  counts: SplitCounts,
  seed: number | string,
  rankFrom: RankFrom = "training-files",
): Split {
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
  const apart = dataset.testRows ?? new Int32Array(0);
  const rankedFrom =
    others === null ? null : rankFrom === "test-files" && apart.length >= 3 ? rankFrom : "training-files";
  const { test: testRows, rest } =
    rankedFrom === "training-files"
      ? { test: ordered(apart, dataset, random), rest: ordered(others!, dataset, random) }
      : rankedFrom === "test-files"
        ? cutTest(ordered(apart, dataset, random))
        : cutTest(
            ordered(
              Int32Array.from({ length: dataset.count }, (_, row) => row),
              dataset,
              random,
            ),
          );
  const first = firstOccurrences(dataset);
  const seen = new Uint8Array(dataset.count);
  const see = (rows: Int32Array) => {
    for (const row of rows) seen[first[row]] = 1;
  };
  const cut = share(rest.length, validationShareOfRest);
  see(rest.subarray(cut));
  const validation = withoutCopies(rest.subarray(0, cut), first, seen);
  see(rest.subarray(0, cut));
  if (rankedFrom === "test-files") see(others!);
  const test = withoutCopies(testRows, first, seen);
  const parts = {
    calibration: rest.slice(cut, Math.min(rest.length, cut + counts.calibration)),
    validation: validation.rows.slice(0, counts.validation),
    test: test.rows.slice(0, counts.test),
  };
  const how = sentence(dataset, parts, rankedFrom, seed);
  const copies = { validation: validation.copies, test: test.copies };
  return { ...parts, rankedFrom, copies, unread: test.rows.length - parts.test.length, how };
}

function sentence(
  { labels, testRows }: Dataset,
  { calibration, validation, test }: Pick<Split, "calibration" | "validation" | "test">,
  rankedFrom: RankFrom | null,
  seed: number | string,
): string {
  const parts = `${words(calibration.length)} examples to calibrate, ${words(validation.length)} to validate, ${words(test.length)} to test`;
  const drawn = `${labels.length === 0 ? "" : "stratified by class and "}shuffled by seed ${seed}`;
  const apart = testRows?.length ?? 0;
  if (rankedFrom === "training-files")
    return `The files set ${words(apart)} examples apart for testing and Quorum reports on those only: ${parts}, ${drawn}.`;
  if (rankedFrom === "test-files")
    return `All three parts come from the ${words(apart)} examples that the files set apart for testing, as you chose; the others neither rank, choose nor report: ${parts}, ${drawn}.`;
  return apart > 0
    ? `Nearly all examples come from the files' test part, so Quorum split them itself: ${parts}, ${drawn}.`
    : `The files name no test part, so Quorum split them itself: ${parts}, ${drawn}.`;
}
