import type { Dataset, Split } from "../core/dataset/dataset.ts";
import type { Evaluator, ExampleSlice } from "../core/game/evaluator.ts";
import { fullVotes } from "../core/game/full-votes.ts";
import type { Prepared } from "./workbench.ts";

/**
 * What the examples ought to give: the numbers of a regression, the labels, or where there are none the classes that
 * the full network votes for, so that every accuracy is the agreement with it.
 * @param classes the network's output for each class (see `Pairing`)
 */
export async function truthReader(
  dataset: Dataset,
  split: Split,
  evaluator: Evaluator,
  classes: readonly number[] | null,
): Promise<Pick<Prepared, "truthOf" | "measure">> {
  const { labels, targets } = dataset;
  if (targets) {
    const width = targets.length / dataset.count;
    const truthOf = (rows: ExampleSlice) => {
      const wanted = new Float32Array(rows.length * width);
      rows.forEach((row, place) => {
        wanted.set(targets.subarray(row * width, (row + 1) * width), place * width);
      });
      return { kind: "values" as const, targets: wanted, width };
    };
    return { measure: "explained-variance", truthOf };
  }
  const ordered = classes === null ? labels : labels.map((label) => classes[label] ?? label);
  const known = labels.length > 0 ? ordered : new Int32Array(dataset.count);
  if (labels.length === 0)
    for (const rows of [split.calibration, split.validation, split.test]) {
      const votes = await fullVotes(evaluator, rows);
      rows.forEach((row, place) => {
        known[row] = votes[place] ?? 0;
      });
    }
  const truthOf = (rows: ExampleSlice) => ({
    kind: "classes" as const,
    labels: Int32Array.from(rows, (row) => known[row] ?? 0),
  });
  return { measure: labels.length > 0 ? "accuracy" : "agreement", truthOf };
}
