import { FailureError } from "../../../core/failure.ts";
import { classesOfIndices, mostClasses } from "../classes.ts";
import { valueRange } from "../value-range.ts";
import type { NpyArray } from "./npy.ts";

/** What an array of labels says: classes, or numbers to be met. */
export interface ArrayLabels {
  readonly labels: Int32Array;
  readonly classNames: readonly string[];
  readonly targets?: Float32Array;
  /** What was understood, for the note. */
  readonly note?: string;
}

function invalid(name: string, message: string, place: string): FailureError {
  return new FailureError({ kind: "dataset-invalid", message: `${name} ${message}.`, where: `${name}, ${place}` });
}

/** The class of each row of ones among zeros; null where some row has not exactly one 1. */
function oneHot(values: ArrayLike<number>, width: number): Int32Array | null {
  const labels = new Int32Array(values.length / width).fill(-1);
  for (let i = 0; i < values.length; i++) {
    if (values[i] === 0) continue;
    const row = Math.floor(i / width);
    if (values[i] !== 1 || labels[row] !== -1) return null;
    labels[row] = i % width;
  }
  return labels.includes(-1) ? null : labels;
}

const regression = (values: Uint8Array | Float32Array, words: string): ArrayLabels => ({
  labels: new Int32Array(0),
  classNames: [],
  targets: Float32Array.from(values),
  note: `${words}, so this is a regression, measured by explained variance`,
});

/**
 * Labels of an array: [n] or [n, 1] of class numbers from 0, or [n, classes] with a single 1 a row; what is neither is
 * the targets of a regression.
 * @throws FailureError dataset-invalid for values that are none, and for negative class numbers
 */
export function labelsOfArray({ name, type, shape, values }: NpyArray): ArrayLabels {
  const broken = values instanceof Float32Array ? values.findIndex((value) => !Number.isFinite(value)) : -1;
  if (broken >= 0) throw invalid(name, `holds ${values[broken]} as a label`, `label ${broken}`);
  const width = shape.slice(1).reduce((product, length) => product * length, 1);
  if (width > 1) {
    const labels = oneHot(values, width);
    if (labels === null) return regression(values, `${name} has ${width} numbers a row that are no classes`);
    const classNames = Array.from({ length: width }, (_, index) => String(index));
    return { labels, classNames, note: `${name} has a single 1 in each row, so its place is the class` };
  }
  if (values.some((value) => !Number.isInteger(value))) return regression(values, `${name} holds fractions`);
  const negative = values.findIndex((value) => value < 0);
  if (negative >= 0)
    throw invalid(name, `holds the label ${values[negative]}; labels are whole numbers from 0`, `label ${negative}`);
  const [, most] = valueRange(values);
  if (most >= mostClasses) {
    if (type.startsWith("f") || new Set(values).size > 20)
      return regression(values, `${name} holds numbers up to ${most}`);
    throw invalid(
      name,
      `has labels up to ${most}; Quorum works with at most ${mostClasses} classes, numbered from 0`,
      "labels",
    );
  }
  return classesOfIndices(values);
}
