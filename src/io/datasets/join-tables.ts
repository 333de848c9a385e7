import type { Dataset } from "../../core/dataset/dataset.ts";
import { FailureError } from "../../core/failure.ts";

const part = /(?<![a-z])(train|training|test|testing)(?![a-z])/i;

/** What a table's name says it is a part of: "digits-test.csv" is the test part of "digits-*.csv". */
export function partOf(name: string): { readonly whole: string; readonly kind: "train" | "test" } | null {
  const found = part.exec(name);
  if (!found?.[1]) return null;
  const kind = found[1].toLowerCase().startsWith("test") ? "test" : "train";
  return { whole: name.toLowerCase().replace(part, "*"), kind };
}

const refuse = (message: string, test: Dataset): never => {
  throw new FailureError({
    kind: "dataset-invalid",
    message,
    where: test.name,
    advice: "Drop a train and a test table of the same columns and classes, or one of them alone.",
  });
};

/** Class numbers of the test table in the order of the training table's classes. */
function relabelled(train: Dataset, test: Dataset): Int32Array {
  return test.labels.map((label) => {
    const name = test.classNames[label] ?? "";
    const place = train.classNames.indexOf(name);
    return place >= 0 ? place : refuse(`${test.name} has a class "${name}" that ${train.name} does not have.`, test);
  });
}

/**
 * A training table and its test table as one dataset whose test rows are set apart.
 * @throws FailureError dataset-invalid where their columns or classes differ
 */
export function joinTables(train: Dataset, test: Dataset): Dataset {
  if (train.shape.join() !== test.shape.join())
    refuse(
      `${test.name} has ${test.shape.join(" x ")} numbers a row and ${train.name} ${train.shape.join(" x ")}.`,
      test,
    );
  if ((train.targets === undefined) !== (test.targets === undefined))
    refuse(`One of ${train.name} and ${test.name} has classes and the other numbers to predict.`, test);
  const inputs = new Float32Array(train.inputs.length + test.inputs.length);
  inputs.set(train.inputs);
  inputs.set(test.inputs, train.inputs.length);
  const labels = new Int32Array(train.labels.length + test.labels.length);
  labels.set(train.labels);
  labels.set(relabelled(train, test), train.labels.length);
  const joined = {
    ...train,
    count: train.count + test.count,
    inputs,
    labels,
    range: [Math.min(train.range[0], test.range[0]), Math.max(train.range[1], test.range[1])] as const,
    testRows: Int32Array.from({ length: test.count }, (_, row) => train.count + row),
  };
  if (!train.targets || !test.targets) return joined;
  const targets = new Float32Array(train.targets.length + test.targets.length);
  targets.set(train.targets);
  targets.set(test.targets, train.targets.length);
  return { ...joined, targets };
}
